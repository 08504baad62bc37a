package io.redissim.core.connection;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.Client;
import io.redissim.core.resp.Errors;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the server. There is one user, {@code default}, with the password of {@code
 * requirepass} or none; then everybody is that user from the start. Only a digest of the password
 * is kept, and comparing takes the same time whatever differs.
 */
public final class Authentication {
  /** The user of a connection that has not named another. */
  public static final String DEFAULT_USER = "default";

  /** Volatile: whether there is one is also asked before the door, when requests are read. */
  private volatile byte @Nullable [] digest;

  /** Empty: none is needed. Connections that authenticated before stay what they are. */
  public void password(byte[] password) {
    digest = password.length == 0 ? null : sha256(password);
  }

  /** Whether a new connection must authenticate before anything else. */
  public boolean required() {
    return digest != null;
  }

  /** Makes the client this user, or throws {@link Errors#WRONG_PASS}. */
  void authenticate(Client client, byte[] user, byte[] password) {
    if (!isUser(user) || !accepts(password)) {
      throw Errors.WRONG_PASS;
    }
    client.authenticate(DEFAULT_USER);
  }

  /** User names are case-sensitive. */
  boolean isUser(byte[] user) {
    return Ascii.string(user).equals(DEFAULT_USER);
  }

  private boolean accepts(byte[] password) {
    byte[] expected = digest;
    return expected == null || MessageDigest.isEqual(expected, sha256(password));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
