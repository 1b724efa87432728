// Pictures are made smaller before they are sent: a report with six of them takes seconds on a phone, not minutes.
// Without this file they go as they are, and the server makes them smaller.
"use strict";

const MAX_SIDE = 1600;
const QUALITY = 0.85;

async function shrunk(file) {
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, MAX_SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    const context = canvas.getContext("2d");
    context.fillStyle = "white";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const small = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY); });
    if (!small || small.size >= file.size) return file;
    return new File([small], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: small.type });
  } catch {
    // What the browser cannot read, the server refuses in words.
    return file;
  }
}

for (const field of document.querySelectorAll("input[type=file][multiple]")) {
  field.addEventListener("change", async () => {
    const chosen = field.files;
    const smaller = new DataTransfer();
    for (const file of await Promise.all([...chosen].map(shrunk))) smaller.items.add(file);
    // Unless others were chosen meanwhile.
    if (field.files === chosen) field.files = smaller.files;
  });
}
