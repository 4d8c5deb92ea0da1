package org.milterflux.itests.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * The form of the Felix Web Console by which a bundle is uploaded: it updates the one of that name and starts it.
 *
 * @param port of the console on this machine, which has its first password still
 * @param browser sends the form
 */
record WebConsoleUpload(int port, HttpClient browser) implements Job {

    private static final String BOUNDARY = "----form";
    private static final String PASSWORD = "Basic " + Base64.getEncoder().encodeToString("admin:admin".getBytes(UTF_8));

    @Override
    public String name() {
        return "WEB_CONSOLE_UPLOAD";
    }

    /** Whether the console answers. */
    boolean isThere() {
        try {
            HttpRequest request = request("bundles.json").build();
            return browser.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (Exception notYet) {
            return false;
        }
    }

    @Override
    public void run(Site site, Subject subject) throws Exception {
        Path next = site.announceNext(subject);
        HttpRequest upload = request("bundles")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(form(next)))
                .build();
        int status =
                browser.send(upload, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 302) { // back to the list
            throw new AssertionError("the web console answered an upload with " + status);
        }
        site.settle(subject, subject.version());
        site.forget(next);
    }

    private HttpRequest.Builder request(String page) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/system/console/" + page))
                .header("Authorization", PASSWORD);
    }

    private static byte[] form(Path bundle) throws Exception {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes((field("action", "install") + field("bundlestart", "start") + field("bundlestartlevel", "20")
                        + part("bundlefile\"; filename=\"" + bundle.getFileName())
                        + "Content-Type: application/java-archive\r\n\r\n")
                .getBytes(UTF_8));
        form.writeBytes(Files.readAllBytes(bundle));
        form.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return form.toByteArray();
    }

    private static String field(String name, String value) {
        return part(name) + "\r\n" + value + "\r\n";
    }

    private static String part(String name) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n";
    }
}
