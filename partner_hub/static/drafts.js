// The form of a new need: what is typed is kept on this device, and without network it waits in the outbox.
"use strict";

(() => {
  const form = document.querySelector("form[data-draft]");
  const restored = document.querySelector("[data-restored]");
  const machinery = new Set(["csrf_token", "client_key", "version"]);
  const KEEP_AFTER = 300;
  let timer = 0;
  let isSending = false;
  let isDirty = false;

  const key = () => form.elements.client_key.value;
  const hasText = () => form.elements.content.value.trim() !== "" || (form.elements.name?.value.trim() ?? "") !== "";

  function fields(button) {
    const found = [...new FormData(form)].filter(([name]) => !machinery.has(name));
    return button?.name ? [...found, [button.name, button.value]] : found;
  }

  function keep() {
    clearTimeout(timer);
    if (!isDirty || isSending) return;
    if (hasText()) isDirty = !outbox.put(key(), { fields: fields(), state: "typing", at: Date.now() });
    else outbox.forget(key());
  }

  function begin(name) {
    form.reset();
    form.elements.client_key.value = name;
    restored.hidden = true;
    isDirty = false;
  }

  function fill(item) {
    begin(item.key);
    const values = new URLSearchParams(item.fields);
    for (const control of form.elements) {
      if (!control.name || machinery.has(control.name) || control.type === "submit") continue;
      const value = values.get(control.name);
      if (control.type === "checkbox") control.checked = value !== null;
      // A choice that is not offered any more stays at what the form proposes.
      else if (value !== null && (!control.options || [...control.options].some((option) => option.value === value))) control.value = value;
    }
    outbox.put(item.key, { state: "typing" });
    const words = item.errors?.join(" ") ?? "";
    restored.querySelector("[data-errors]").textContent = words;
    restored.hidden = false;
    if (form.querySelector("details") && item.fields.some(([name, value]) => value && form.querySelector(`details [name="${name}"]:not(select)`))) {
      form.querySelector("details").open = true;
    }
  }

  // A form that was opened takes up what had been typed; one that came back from the server holds it already.
  if (form.dataset.draft === "fresh") {
    const wanted = new URLSearchParams(location.hash.slice(1)).get("draft");
    const item = wanted ? outbox.get(wanted) : outbox.all().filter((each) => each.state === "typing").pop();
    if (item) fill(item);
    else begin(outbox.newKey());
    if (wanted) history.replaceState(null, "", location.pathname);
  } else if (outbox.get(key())) {
    outbox.put(key(), { state: "typing" });
  }

  form.addEventListener("input", () => {
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(keep, KEEP_AFTER);
  });
  window.addEventListener("pagehide", keep);
  window.addEventListener("hub-keep", keep);
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  window.addEventListener("beforeunload", (event) => {
    keep();
    if (isDirty && !isSending) event.preventDefault(); // The device keeps nothing.
  });
  restored.querySelector("button").addEventListener("click", () => {
    outbox.forget(key());
    begin(outbox.newKey());
    outbox.draw();
    form.elements.content.focus();
  });

  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (isSending) return event.preventDefault();
    isDirty = true;
    if (button?.name && button.name !== "same_as") return keep();
    if (!form.checkValidity()) {
      keep();
      // The server says it better, where there is one.
      if (navigator.onLine) { isSending = true; return; }
      event.preventDefault();
      form.reportValidity();
      return;
    }
    const now = Date.now();
    const isKept = outbox.put(key(), { fields: fields(button), state: "waiting", at: now, sentAt: now, errors: [] });
    if (!isKept) { isSending = true; return; }
    event.preventDefault();
    isSending = true;
    form.setAttribute("aria-busy", "true");
    const answer = await outbox.send(key());
    form.removeAttribute("aria-busy");
    if (answer.state === "arrived") return location.assign(answer.url);
    if (answer.state === "refused" || answer.state === "ended") return leaveToServer(button, answer.csrf_token);
    isSending = false;
    begin(outbox.newKey());
    outbox.draw();
    document.querySelector("[data-outbox]").scrollIntoView();
    document.querySelector("[data-outbox] h2").focus();
  });

  // The page that the server makes of it shows the faults at their fields, or asks to sign in and keeps the text.
  function leaveToServer(button, token) {
    outbox.put(key(), { state: "typing" });
    if (token) form.elements.csrf_token.value = token;
    if (button?.name) {
      const hidden = document.createElement("input");
      Object.assign(hidden, { type: "hidden", name: button.name, value: button.value });
      form.append(hidden);
    }
    HTMLFormElement.prototype.submit.call(form);
  }
})();
