import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.TreeSet;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;

/** Validates each PDF of a folder as PDF/A-2a and as PDF/UA-1: prints "file standard checks" and each broken clause. */
public class Conformance {
    private static final String[][] STANDARDS = {{"2a", "PDFA-2A"}, {"ua1", "PDFUA-1"}};

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (File file : new File(arguments[0]).listFiles((folder, name) -> name.endsWith(".pdf"))) {
            for (String[] standard : STANDARDS) {
                validate(file, standard[0], standard[1]);
            }
        }
    }

    private static void validate(File file, String flavour, String profile) throws Exception {
        String rules = "/org/verapdf/pdfa/validation/" + profile + ".xml";
        try (InputStream profileFile = Conformance.class.getResourceAsStream(rules);
                PDFAParser parser = Foundries.defaultInstance().createParser(
                        new FileInputStream(file), PDFAFlavour.fromString(flavour));
                PDFAValidator validator = Foundries.defaultInstance().createValidator(
                        Profiles.profileFromXml(profileFile), false)) {
            ValidationResult result = validator.validate(parser);
            TreeSet<String> broken = new TreeSet<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    broken.add(assertion.getRuleId().getClause() + " " + assertion.getMessage());
                }
            }
            System.out.println(file.getName() + "\t" + profile + "\t" + result.getTotalAssertions() + "\t" + broken);
        }
    }
}
