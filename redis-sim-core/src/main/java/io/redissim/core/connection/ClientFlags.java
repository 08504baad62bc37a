package io.redissim.core.connection;

import io.redissim.core.client.Client;

/** The letters that CLIENT LIST tells of a client. Source: Valkey {@code networking.c}. */
final class ClientFlags {
  /** All that there are, those of features that the server lacks included. */
  private static final String KNOWN = "OSMPxbtRBdcuAUreTIN";

  /** The letter of a client that has none. */
  private static final String NONE = "N";

  private ClientFlags() {}

  static String of(Client client) {
    StringBuilder flags = new StringBuilder();
    if (client.replica()) {
      flags.append('S');
    }
    if (client.monitors()) {
      flags.append('O');
    }
    if (client.subscribed()) {
      flags.append('P');
    }
    if (client.inTransaction()) {
      flags.append('x');
    }
    if (client.waiting()) {
      flags.append('b');
    }
    if (client.watchedTouched()) {
      flags.append('d');
    }
    if (client.closing()) {
      flags.append('c');
    }
    if (client.transport().remoteAddress().startsWith("/")) {
      flags.append('U');
    }
    if (client.noEvict()) {
      flags.append('e');
    }
    if (client.noTouch()) {
      flags.append('T');
    }
    return flags.isEmpty() ? NONE : flags.toString();
  }

  /** Whether every character is the letter of a flag. */
  static boolean areKnown(String letters) {
    return letters.chars().allMatch(letter -> KNOWN.indexOf(letter) >= 0);
  }

  /** Whether the client has all of these, {@code N} for none at all. */
  static boolean hasAll(Client client, String letters) {
    String flags = of(client);
    return letters.chars().allMatch(letter -> flags.indexOf(letter) >= 0);
  }
}
