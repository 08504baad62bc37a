package io.redissim.server.against;

import io.redissim.core.bytes.Ascii;
import java.util.List;
import java.util.Random;

/** The forms of {@link RandomCommands} that are about hashes, and their words. */
final class RandomHashes {
  static final List<String> FORMS =
      Forms.of(
          """
          HSET $hash ( $field $v )+
          HSET $hash ( $field $v )+
          HSET $hash $field $n
          HMSET $hash ( $field $v )+
          HSETNX $hash $field $v
          HGET $hash $field
          HMGET $hash ( $field )+
          ~ HGETALL $hash
          ~ HKEYS $hash
          ~ HVALS $hash
          HDEL $hash ( $field )+
          HEXISTS $hash $field
          HLEN $hash
          HSTRLEN $hash $field
          HINCRBY $hash $field $n
          HINCRBYFLOAT $hash $field $f
          % HRANDFIELD $hash
          % HRANDFIELD $hash ( -3 | 2 ) ( WITHVALUES )?
          ~ HRANDFIELD $hash 1000 ( WITHVALUES )?
          % HRANDFIELD $hash ( -1 | 1 | -100 ) ( WITHVALUES )?
          HRANDFIELD $hash ( 0 | abc | 1.5 | 2 FOO | 1 WITHVALUES FOO | -9223372036854775808 )
          ~ HSCAN $hash 0 COUNT 1000 ( MATCH ( * | f* | [a-f] | ? ) )?
          HSCAN $hash ( abc | 0 COUNT 0 | 0 COUNT | 0 FOO | 0 COUNT abc )
          OBJECT ENCODING $hash
          TYPE $hash
          DEL $hash
          COPY $hash $hash ( REPLACE )?
          RENAME $hash $hash
          SET $hash $v
          """);

  private RandomHashes() {}

  /** A word of the forms above. */
  static byte[] word(String name, Random random) {
    return switch (name) {
      case "$hash" -> Ascii.bytes("hash" + random.nextInt(4));
      case "$field" -> field(random);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static byte[] field(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> Ascii.EMPTY;
      case 1 -> Ascii.bytes("field " + "x".repeat(random.nextInt(100)));
      case 2 -> Ascii.bytes("9223372036854775807");
      case 3 -> Ascii.bytes("-70000");
      case 4, 5, 6 -> Ascii.bytes(Integer.toString(random.nextInt(20)));
      case 7 -> Ascii.bytes("f" + random.nextInt(2000));
      default -> Ascii.bytes(String.valueOf((char) ('a' + random.nextInt(8))));
    };
  }
}
