import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import javax.xml.parsers.DocumentBuilderFactory;

/** Adds up the test reports below a directory and ends with "N passed, N failed". A skipped test is a failure. */
final class Tally {
    private int passed;
    private int failed;
    private final ArrayList<String> complaints = new ArrayList<>();

    public static void main(String[] args) throws Exception {
        var tally = new Tally();
        try (var files = Files.walk(Path.of(args[0]))) {
            for (var file : files.filter(Tally::report).sorted().toList()) {
                tally.add(file);
            }
        }
        tally.complaints.forEach(System.out::println);
        System.out.println(tally.passed + " passed, " + tally.failed + " failed");
        System.exit(tally.failed == 0 && tally.passed > 0 ? 0 : 1);
    }

    private static boolean report(Path file) {
        var name = file.getFileName().toString();
        return name.startsWith("TEST-") && name.endsWith(".xml") && file.toString().contains("-reports");
    }

    private void add(Path file) throws Exception {
        var suite = parse(file);
        var cases = suite.getElementsByTagName("testcase");
        for (var i = 0; i < cases.getLength(); i++) {
            var test = (org.w3c.dom.Element) cases.item(i);
            var bad = has(test, "failure") ? "failed" : has(test, "error") ? "failed" : has(test, "skipped") ? "skipped" : "";
            if (bad.isEmpty()) {
                passed++;
            } else {
                failed++;
                complaints.add(bad + ": " + test.getAttribute("classname") + "." + test.getAttribute("name"));
            }
        }
    }

    private static boolean has(org.w3c.dom.Element test, String what) {
        return test.getElementsByTagName(what).getLength() > 0;
    }

    private static org.w3c.dom.Element parse(Path file) throws Exception {
        try (var in = Files.newInputStream(file)) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
        } catch (IOException | org.xml.sax.SAXException e) {
            throw new IOException(file + " is no test report", e);
        }
    }
}
