package io.redissim.core.connection;

import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;

/** What a client may say about itself: it is shown in CLIENT LIST, whose fields end at a space. */
final class ClientAttributes {
  private ClientAttributes() {}

  /** Refuses a connection name that would break CLIENT LIST; empty is fine and means none. */
  static void checkName(Args args, int i) {
    if (!isPrintable(args, i)) {
      throw Errors.err("Client names cannot contain spaces, newlines or special characters.");
    }
  }

  /** Refuses the value of an attribute, named as the client spelt it. */
  static void check(String attribute, Args args, int i) {
    if (!isPrintable(args, i)) {
      throw Errors.err(attribute + " cannot contain spaces, newlines or special characters.");
    }
  }

  /** Whether all bytes are ASCII from '!' to '~'. */
  private static boolean isPrintable(Args args, int i) {
    for (int at = 0; at < args.length(i); at++) {
      byte b = args.byteAt(i, at);
      if (b < '!' || b > '~') {
        return false;
      }
    }
    return true;
  }
}
