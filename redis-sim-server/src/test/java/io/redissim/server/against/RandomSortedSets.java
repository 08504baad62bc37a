package io.redissim.server.against;

import java.util.List;

/**
 * Forms of commands on sorted sets, for {@link RandomCommands}. Scores have few binary digits, for
 * redis-server 7.0 prints others with 17 decimal ones.
 */
final class RandomSortedSets {
  static final List<String> FORMS =
      Forms.of(
          """
          ZADD $zset ( $score $m )+
          ZADD $zset ( $score $m )+
          ZADD $zset $score $m $score $m $score $m $score $m $score $m $score $m $score $m
          ZADD $zset ( NX | XX | GT | LT | CH | INCR )* ( $score $m )+
          ZADD $zset ( NX | XX | GT | LT | CH | INCR )* $score $m
          ZINCRBY $zset $score $m
          ZREM $zset ( $m )+
          ZCARD $zset
          ZSCORE $zset $m
          ZMSCORE $zset ( $m )+
          ZRANK $zset $m
          ZREVRANK $zset $m
          ZCOUNT $zset $bound $bound
          ZLEXCOUNT lex $lexbound $lexbound
          ZADD lex ( 0 $m )+
          ZRANGE $zset $i $i ( WITHSCORES | REV | FOO | LIMIT 0 1 )*
          ZRANGE $zset $bound $bound BYSCORE ( WITHSCORES | REV | LIMIT 1 $i )*
          ZRANGE lex $lexbound $lexbound BYLEX ( REV | LIMIT 1 2 | WITHSCORES )*
          ZREVRANGE $zset $i $i ( WITHSCORES )?
          ZRANGEBYSCORE $zset $bound $bound ( WITHSCORES | LIMIT ( 0 | 1 | 3 ) $i )*
          ZREVRANGEBYSCORE $zset $bound $bound ( WITHSCORES | LIMIT ( 0 | 1 | 3 ) $i )*
          ZRANGEBYLEX lex $lexbound $lexbound ( LIMIT ( 0 | 1 | 3 ) $i )?
          ZREVRANGEBYLEX lex $lexbound $lexbound ( LIMIT ( 0 | 1 | 3 ) $i )?
          ZRANGESTORE $zset $zset $i $i ( REV | BYSCORE | BYLEX | WITHSCORES )?
          ZRANGESTORE $zset $zset $bound $bound BYSCORE ( LIMIT 1 3 )?
          ZREMRANGEBYRANK $zset $i $i
          ZREMRANGEBYSCORE $zset 1 3
          ZREMRANGEBYLEX lex $lexbound $lexbound
          ZPOPMIN $zset ( 0 | 1 | 3 | abc | -1 )?
          ZPOPMAX $zset ( 0 | 1 | 3 | abc | -1 )?
          ZMPOP 2 $zset $zset ( MIN | MAX | FOO ) ( COUNT ( 1 | 3 | 0 | abc ) )?
          ZMPOP ( 0 | 1 | 99 | abc ) $zset ( MIN | MAX )
          BZPOPMIN $zset ( abc | -1 )
          BZPOPMAX $zset $zset ( abc | -1 )
          BZMPOP ( abc | -1 ) 1 $zset ( MIN | MAX | FOO )
          ZUNION 2 $zset $zset ( WEIGHTS 2 -1 | AGGREGATE ( SUM | MIN | MAX | FOO ) | WITHSCORES )*
          ZINTER 2 $zset $zset ( WEIGHTS 2 -1 | AGGREGATE ( SUM | MIN | MAX ) | WITHSCORES )*
          ZDIFF 2 $zset $zset ( WITHSCORES )?
          ZUNIONSTORE $zset 2 $zset $zset ( WEIGHTS 0.5 inf | WEIGHTS 1 | AGGREGATE MAX )*
          ZINTERSTORE $zset 2 $zset $zset ( WEIGHTS 0.5 2 | AGGREGATE MIN | WITHSCORES )*
          ZDIFFSTORE $zset 2 $zset $zset
          ZUNION ( 0 | 1 | 99 | abc ) $zset
          ZINTERCARD 2 $zset $zset ( LIMIT ( 0 | 1 | -1 | abc ) )?
          ~ ZRANDMEMBER $zset ( 0 | 1000000 | abc | -9223372036854775808 )
          % ZRANDMEMBER $zset ( 1 | 5 | -5 | -100 ) ( WITHSCORES )?
          ~ ZSCAN $zset 0 COUNT 1000000 ( MATCH * | MATCH [a-c]* )?
          DEL zready ; ZADD zready ( $zscore $m )+ ; BZPOPMIN $zset zready 0
          DEL zready ; ZADD zready 1 $m ; BZPOPMAX zready $zset ( 0 | 1000 )
          DEL zready ; ZADD zready 1 $m ( $zscore $m )* ; BZMPOP 0 2 $zset zready ( MIN | MAX ) ( COUNT ( 1 | 5 ) )?
          ZRANDMEMBER $zset 2 FOO
          % ZRANDMEMBER $zset
          ZSCAN $zset ( abc | 0 COUNT $count | 0 FOO | 0 MATCH | 0 COUNT )
          OBJECT ENCODING $zset
          TYPE $zset
          RENAME $zset $zset
          DEL $zset
          COPY $zset $zset REPLACE
          SET $zset text
          """);

  private RandomSortedSets() {}
}
