package io.redissim.server.against;

import java.util.List;

/**
 * Forms of commands on sets, for {@link RandomCommands}. Sets have keys of their own, for OBJECT
 * ENCODING and DUMP of small ones are not what redis-server 7.0 says; one of them holds a string.
 */
final class RandomSets {
  static final List<String> FORMS =
      Forms.of(
          """
          SADD $set ( $m )+
          SADD $set ( $m )+
          SADD $set ( $n )+
          SADD $set ( $m $m $m $m $m $m $m $m $m )+
          SREM $set ( $m )+
          SREM $set ( $m )+
          SREM $set ( $m $m $m $m $m $m $m $m $m )+
          SMOVE $set $set $m
          SCARD $set
          SISMEMBER $set $m
          SMISMEMBER $set ( $m )+
          ~ SMEMBERS $set
          ~ SINTER ( $set )+
          ~ SUNION ( $set )+
          ~ SDIFF ( $set )+
          SINTERSTORE $set ( $set )+
          SUNIONSTORE $set ( $set )+
          SDIFFSTORE $set ( $set )+
          SINTERCARD 2 $set $set ( LIMIT ( 0 | 1 | 5 | $i ) )?
          SINTERCARD ( 0 | 1 | 2 | 3 | 99 | $i ) ( $set )+
          SINTERCARD 1 $set ( LIMIT | FOO | LIMIT 1 LIMIT 2 | limit 3 )
          ~ SPOP $set ( 0 | 1000000 )
          SPOP nothing ( 0 | 1 | abc | -1 )
          % SRANDMEMBER $set
          ~ SRANDMEMBER $set ( 0 | 1000000 | abc | -9223372036854775808 )
          % SRANDMEMBER $set ( 1 | 5 | -5 | -100 )
          ~ SSCAN $set 0 COUNT 1000000 ( MATCH * | MATCH [a-c]* | COUNT 1000000 | COUNT 2000000 )*
          SSCAN $set ( abc | 0 COUNT $count | 0 FOO | 0 MATCH | 0 COUNT )
          % SPOP $set ; DEL $same
          % SPOP $set ( 1 | 3 | 30 ) ; DEL $same
          SPOP $set ( -1 | abc | 1 2 )
          OBJECT ENCODING $set
          DEL $set
          EXPIRE $set ( 100000 | 200000 )
          COPY $set $set REPLACE
          RENAME $set $set
          TYPE $set
          SET $set text
          """);

  private RandomSets() {}
}
