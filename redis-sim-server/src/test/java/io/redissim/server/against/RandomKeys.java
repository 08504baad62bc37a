package io.redissim.server.against;

import java.util.List;

/** Forms of commands on keys of every type, for {@link RandomCommands}. */
final class RandomKeys {
  static final List<String> FORMS =
      Forms.of(
          """
          DEL ( $anykey )+
          UNLINK ( $anykey )+
          EXISTS ( $anykey )+
          TOUCH ( $anykey )+
          TYPE $anykey
          RENAME $k $k
          RENAME $anykey $anykey
          RENAMENX $k $k
          RENAMENX $anykey $anykey
          COPY $k $k ( DB $db | REPLACE )*
          COPY $anykey $anykey ( DB $db | REPLACE )*
          MOVE $k $db
          MOVE $anykey $db
          ~ KEYS ( * | ? | [a-c] | [^a] | k* | *y* | h?llo | \\* | [ | a | *[0-9] | l?st[0-2] )
          ~ SCAN 0 COUNT 1000 ( MATCH * | MATCH [a-c] | MATCH *[1-3] | TYPE string | TYPE list )*
          ~ SCAN 0 COUNT 1000 ( TYPE set | TYPE zset | TYPE hash | TYPE stream | MATCH ?s* )*
          SCAN ( 0 COUNT $count | 0 COUNT | 0 FOO | 0 MATCH | abc )
          ~ SCAN 0 COUNT 1000 TYPE nothing
          % RANDOMKEY
          OBJECT ENCODING $anykey
          % OBJECT REFCOUNT $k
          % OBJECT FREQ $anykey
          % OBJECT IDLETIME $anykey
          OBJECT FOO $k
          % OBJECT HELP
          % DUMP $anykey
          RESTORE $k ( 0 | 0 | $ms ) $dump ( REPLACE | IDLETIME $n | FREQ $n )*
          RESTORE $anykey ( 0 | 0 | $ms ) $dump ( REPLACE | IDLETIME $n | FREQ $n )*
          RESTORE $anykey $atms $dump ABSTTL REPLACE
          DBSIZE
          SWAPDB $db $db
          FLUSHDB ( SYNC | ASYNC | NOW )?
          FLUSHALL ( SYNC | ASYNC | NOW | SYNC ASYNC )
          DEBUG DIGEST-VALUE ( $anykey )+
          WAIT 0 $n
          """);

  static final List<String> EXPIRY =
      Forms.of(
          """
          EXPIRE $anykey $s ( NX | XX | GT | LT | FOO )*
          PEXPIRE $anykey $ms ( NX | XX | GT | LT )*
          EXPIREAT $anykey $at ( NX | XX | GT | LT )*
          PEXPIREAT $anykey $atms ( NX | XX | GT | LT )*
          EXPIRE $k $s ( NX | XX | GT | LT | FOO )*
          PEXPIREAT $k $atms ( NX | XX | GT | LT )*
          @ TTL $anykey
          @ PTTL $anykey
          @ EXPIRETIME $anykey
          @ PEXPIRETIME $anykey
          PERSIST $anykey
          SET $k $v
          """);

  static final List<String> SORTS =
      Forms.of(
          """
          RPUSH tosort ( $sorted )+
          SADD stosort ( $sorted )+
          ZADD ztosort $score $sorted $score $sorted
          RPUSH tosort ( 1 | 2 | 3 | 4 | 5 )+
          SADD stosort ( 1 | 2 | 3 | 4 | 5 )+
          MSET w_1 $score w_2 $n w_3 $v w_4 5 w_a -1 w_b $f
          SET $weight $v
          SET $weight ( 1 | 2 | 3.5 | -1 | 1e2 )
          DEL $weight
          HSET $weight f $n g ( 1 | 2 | 3 )
          HSET w_1 g 3 f a ; HSET w_2 g 2 f b ; HSET w_3 g 1 f c
          SORT $tosort ( ALPHA | DESC | ASC | LIMIT $i $i | LIMIT 0 3 )*
          SORT $tosort ALPHA ( DESC | ASC | LIMIT 1 ( 2 | -1 ) )*
          SORT $tosort BY $by ( DESC | LIMIT 0 3 | GET # | GET w_* | GET w_*->f | GET nothing )*
          SORT $tosort BY $by ( GET $by )* STORE $sortdest
          ~ SORT $tosort BY $by ALPHA ( GET # )? ( GET $by )*
          SORT $tosort ALPHA ( GET $by )* ( STORE $sortdest )?
          SORT $tosort ALPHA ( GET # )? STORE $sortdest ( LIMIT 1 2 )?
          SORT ztosort BY nosort ( DESC | ASC | LIMIT $i $i | LIMIT 1 2 | GET # | STORE $sortdest )*
          SORT tosort BY nosort ( LIMIT $i $i | GET w_* )* ( STORE $sortdest )?
          SORT stosort BY nosort STORE $sortdest
          ~ SORT stosort BY nosort ( GET # | GET w_* )*
          SORT_RO $tosort ALPHA ( DESC | LIMIT 0 2 | GET # | GET $by )*
          SORT_RO $tosort BY $by ( LIMIT 0 2 | GET # | GET $by )*
          SORT_RO $tosort ALPHA STORE $sortdest
          SORT $tosort ( BY | GET | STORE | LIMIT 1 | FOO )
          LRANGE $sortdest 0 -1
          TYPE $sortdest
          SET $sortdest a
          DEL tosort stosort ztosort
          """);

  private RandomKeys() {}
}
