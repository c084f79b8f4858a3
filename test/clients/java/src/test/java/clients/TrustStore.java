package clients;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

/** Java reads the certificates that it trusts from a key store, not from the PEM file that other languages read. */
class TrustStore {
  /** Writes a key store with the certificate of a PEM file and makes it the one of this process; null changes nothing. */
  static void use(String certificate) throws Exception {
    if (certificate == null) return;
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var pem = Files.newInputStream(Path.of(certificate))) {
      store.setCertificateEntry("authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    Path file = Files.createTempFile("trust", ".p12");
    file.toFile().deleteOnExit();
    try (var out = Files.newOutputStream(file)) {
      store.store(out, "changeit".toCharArray());
    }
    System.setProperty("javax.net.ssl.trustStore", file.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
  }
}
