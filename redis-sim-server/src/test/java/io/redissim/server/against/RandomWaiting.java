package io.redissim.server.against;

import java.util.List;

/**
 * Forms of commands for {@link BlockingAgainstRedisTest}: those that wait, on few keys of few
 * databases, and those that end waiting or change what is waited for.
 */
final class RandomWaiting {
  static final List<String> WAITS =
      Forms.of(
          """
          BLPOP ( $q )+ 0
          BRPOP ( $q )+ 0
          BLMOVE $q $q ( LEFT | RIGHT ) ( LEFT | RIGHT ) 0
          BRPOPLPUSH $q $q 0
          BLMPOP 0 2 $q $q ( LEFT | RIGHT ) ( COUNT ( 1 | 2 | 10 ) )?
          BZPOPMIN ( $zq )+ 0
          BZPOPMAX ( $zq )+ 0
          BZMPOP 0 2 $zq $zq ( MIN | MAX ) ( COUNT 2 )?
          BZPOPMIN $q $zq 0
          XREAD BLOCK 0 STREAMS $sq $
          XREAD COUNT 1 BLOCK 0 STREAMS ( sq sp | sp sq | q sq ) $ $
          XREAD BLOCK 0 STREAMS $sq ( 0 | $oldid | 1000000 )
          XGROUP CREATECONSUMER sq g a ; XREADGROUP GROUP g a BLOCK 0 STREAMS sq >
          XGROUP CREATECONSUMER sp g b ; XREADGROUP GROUP g b NOACK BLOCK 0 STREAMS sp >
          XGROUP CREATECONSUMER sp h a ; XGROUP CREATECONSUMER sq h a ; XREADGROUP GROUP h a COUNT 1 BLOCK 0 STREAMS sq sp > >
          BLPOP $q ( 0.001 | abc | -1 )
          BZPOPMAX $zq 0.001
          XREAD BLOCK 1 STREAMS $sq $
          """);

  static final List<String> CHANGES =
      Forms.of(
          """
          LPUSH $q ( $e )+
          RPUSH $q ( $e )+
          RPUSH $q $e
          LPUSH $q $e
          LPUSHX $q $e
          LINSERT $q BEFORE a b
          LMOVE $q $q LEFT RIGHT
          RPOPLPUSH $q $q
          LPOP $q
          LRANGE $q 0 -1
          ZADD $zq 1 a
          ZADD $zq ( ( 1 | 2 | 3 ) $e )+
          ZINCRBY $zq 1 a
          ZRANGE $zq 0 -1
          ZUNIONSTORE $zq 1 $zq
          ZRANGESTORE $zq $zq 0 -1
          GEOADD $zq 1 1 a
          XADD $sq $newid f v
          XADD $sq $newid f v
          XADD $sq $newid f v
          XDEL $sq $oldid
          XGROUP CREATE $sq ( g | h ) $ MKSTREAM
          XGROUP CREATE $sq ( g | h ) 0 MKSTREAM
          XGROUP CREATECONSUMER $sq ( g | h ) ( a | b )
          XGROUP DESTROY $sq ( g | h )
          XGROUP SETID $sq g 0
          XTRIM $sq MAXLEN 0
          SET $anyq x
          SADD $anyq a
          DEL $anyq
          UNLINK $anyq $anyq
          RENAME $anyq $anyq
          RENAMENX $anyq $anyq
          COPY $anyq $anyq ( REPLACE )?
          COPY $anyq $anyq DB ( 0 | 1 ) REPLACE
          MOVE $anyq ( 0 | 1 )
          RESTORE $anyq 0 $dump ( REPLACE )?
          EXPIRE $anyq ( -1 | 100000 )
          SORT $q ALPHA STORE $q
          SORT $zq ALPHA STORE $q
          SWAPDB 0 1
          SWAPDB 0 1
          FLUSHDB
          FLUSHALL
          SELECT ( 0 | 1 )
          MULTI
          MULTI
          EXEC
          EXEC
          EXEC
          DISCARD
          WATCH $anyq
          MULTI ; RPUSH $q a b ; LPOP $same ; RPUSH $same c ; EXEC
          MULTI ; RPUSH $q a ; DEL $same ; EXEC
          MULTI ; DEL $q ; SET $same x ; DEL $same ; RPUSH $same a b ; EXEC
          MULTI ; ZADD $zq 1 a 2 b ; ZREM $same a ; EXEC
          MULTI ; RPUSH $q $e ; RPUSH $q $e ; ZADD $zq 1 a ; EXEC
          MULTI ; SWAPDB 0 1 ; RPUSH $q a ; SWAPDB 0 1 ; EXEC
          MULTI ; XADD $sq $newid f v ; XGROUP DESTROY sq g ; EXEC
          MULTI ; BLPOP $q 0 ; BLMOVE $q $q LEFT LEFT 0 ; EXEC
          MULTI ; RENAME $anyq $anyq ; RPUSH $same a ; EXEC
          """);

  private RandomWaiting() {}
}
