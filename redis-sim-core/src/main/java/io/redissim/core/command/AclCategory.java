package io.redissim.core.command;

import java.util.Locale;

/** The ACL categories, in the order ACL CAT prints them. */
public enum AclCategory {
  KEYSPACE,
  READ,
  WRITE,
  SET,
  SORTEDSET,
  LIST,
  HASH,
  STRING,
  BITMAP,
  HYPERLOGLOG,
  GEO,
  STREAM,
  PUBSUB,
  ADMIN,
  FAST,
  SLOW,
  BLOCKING,
  DANGEROUS,
  CONNECTION,
  TRANSACTION,
  SCRIPTING;

  private final int bit = 1 << ordinal();

  int bit() {
    return bit;
  }

  /** With its at sign, as COMMAND INFO prints it. */
  public String text() {
    return '@' + name().toLowerCase(Locale.ROOT);
  }
}
