package io.redissim.server.against;

import java.util.List;

/** Forms of commands for {@link MessagesAgainstRedisTest}. */
final class RandomMessages {
  static final List<String> FORMS =
      Forms.of(
          """
          SUBSCRIBE ( $ch )+
          SUBSCRIBE $ch
          UNSUBSCRIBE ( $ch )*
          PSUBSCRIBE ( $pat )+
          PUNSUBSCRIBE ( $pat )*
          SSUBSCRIBE ( $ch )+
          SUNSUBSCRIBE ( $ch )*
          PUBLISH $ch $v
          PUBLISH $ch $v
          PUBLISH $ch $v
          SPUBLISH $ch $v
          SPUBLISH $ch $v
          ~ PUBSUB CHANNELS ( $pat )?
          ~ PUBSUB SHARDCHANNELS ( $pat )?
          PUBSUB NUMSUB ( $ch )*
          PUBSUB SHARDNUMSUB ( $ch )*
          PUBSUB NUMPAT
          PING
          PING $v
          PING a b
          SUBSCRIBE
          PUBLISH c
          SET k $v
          DEL k
          GET k
          ECHO $v
          MULTI ; PUBLISH $ch 1 ; SET k 1 ; SPUBLISH $ch 2 ; EXEC
          MULTI ; SUBSCRIBE $ch ; PUBLISH $ch x ; EXEC
          MULTI ; PUBLISH $ch x ; PSUBSCRIBE $pat ; UNSUBSCRIBE $ch ; EXEC
          MULTI ; PUBLISH $ch x ; DISCARD
          HELLO 3
          HELLO 2
          HELLO 3 SETNAME a
          CLIENT SETNAME b
          SELECT ( 0 | 1 )
          RESET
          FOO
          """);

  private RandomMessages() {}
}
