package io.redissim.server.against;

import java.util.List;

/** Forms of commands on connections and transactions, for {@link RandomCommands}. */
final class RandomConnections {
  static final List<String> FORMS =
      Forms.of(
          """
          PING ( $v )?
          ECHO $v
          SELECT $db
          SELECT 0
          CLIENT SETNAME ( $k | name )
          CLIENT GETNAME
          CLIENT GETREDIR
          CLIENT TRACKINGINFO
          CLIENT NO-EVICT ( ON | OFF | MAYBE )
          CLIENT UNPAUSE
          CLIENT PAUSE ( abc | -1 | 1.5 | 0 ( WRITE | ALL | SOME ) )
          CLIENT REPLY MAYBE
          CLIENT UNBLOCK $big ( TIMEOUT | ERROR | FOO )?
          CLIENT UNBLOCK ( abc | -1 | 1.5 | 99999999999999999999 )
          CLIENT KILL ( nobody:0 | ID $big | TYPE foo | USER nobody | ADDR nobody:0 | SKIPME foo )
          CLIENT KILL ID $big TYPE ( pubsub | master | replica )
          % CLIENT LIST ( TYPE foo | ID abc | ID | FOO | TYPE replica | ID $big )
          CLIENT ( FOO | ID foo | SETNAME )
          AUTH ( $v | default $v | nobody $v | a b c )
          HELLO ( 1 | 4 | abc | 2 FOO | 2 AUTH a | 3 SETNAME | 2 AUTH nobody x )
          COMMAND COUNT extra
          COMMAND INFO ( nothing | get|foo )+
          COMMAND GETKEYS $any
          COMMAND GETKEYS $any
          COMMAND GETKEYSANDFLAGS $any
          COMMAND LIST FILTERBY ( PATTERN nothing* | MODULE nothing | ACLCAT nothing | FOO bar )
          COMMAND ( FOO | LIST FOO | GETKEYS )
          CONFIG ( FOO | GET | SET a | SET nothing 1 | GET nothing )
          PUBLISH ( channel | $k ) $v
          SPUBLISH ( channel | $k ) $v
          PUBSUB ( NUMPAT | CHANNELS nothing* | NUMSUB ( $k )* | SHARDCHANNELS | SHARDNUMSUB $k )
          PUBSUB ( FOO | CHANNELS a b | NUMPAT a | SHARDCHANNELS a b )
          % PUBSUB HELP
          % TIME
          ROLE
          FOO ( $k )*
          GETX
          OBJECT
          """);

  static final List<String> TRANSACTIONS =
      Forms.of(
          """
          MULTI
          MULTI
          EXEC
          EXEC
          EXEC
          DISCARD
          WATCH ( $anykey )+
          WATCH ( $k )+
          UNWATCH
          FOO
          GET
          MULTI ; BLPOP $list ( $list )* 0 ; BRPOP $list 0 ; EXEC
          MULTI ; BLMPOP 0 2 $list $list ( LEFT | RIGHT ) ( COUNT 2 )? ; EXEC
          MULTI ; BLMOVE $list $list ( LEFT | RIGHT ) ( LEFT | RIGHT ) 0 ; BRPOPLPUSH $list $list 0 ; EXEC
          MULTI ; BZPOPMIN $zset $zset 0 ; BZPOPMAX $zset 0 ; BZMPOP 0 1 $zset MAX ; EXEC
          MULTI ; XREAD BLOCK 0 STREAMS s t $ 0 ; EXEC
          WATCH $k ; SET $same $v ; MULTI ; GET $k ; EXEC
          WATCH $anykey ; DEL $same ; SWAPDB 0 1 ; MULTI ; PING ; EXEC
          WATCH $anykey ; FLUSHALL ; MULTI ; PING ; EXEC
          WATCH $anykey ; MULTI ; PING ; EXEC
          WATCH a ; UNWATCH ; SET a 1 ; MULTI ; SET $k 2 ; EXEC
          WATCH $k ; SET $same $v ; DISCARD ; MULTI ; DISCARD ; EXEC
          MULTI ; SET $k ; PING ; EXEC
          MULTI ; SELECT $db ; SET $k $v ; SELECT 0 ; GET $k ; EXEC
          MULTI ; WATCH a ; MULTI ; EXEC
          MULTI ; HELLO 3 ; ~ HGETALL $hash ; HELLO 2 ; ~ HGETALL $hash ; EXEC
          RESET
          """);

  private RandomConnections() {}
}
