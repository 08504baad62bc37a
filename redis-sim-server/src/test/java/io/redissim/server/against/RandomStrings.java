package io.redissim.server.against;

import java.util.List;

/** Forms of commands on strings and on their bits, for {@link RandomCommands}. */
final class RandomStrings {
  static final List<String> FORMS =
      Forms.of(
          """
          GET $k
          GET $k
          SET $k $v
          SET $k $v
          SET $k $n
          SET $k $v ( NX | XX | GET | KEEPTTL | EX $s | PX $ms | EXAT $later | PXAT $laterms )*
          SETNX $k $v
          SETEX $k $s $v
          PSETEX $k $ms $v
          GETSET $k $v
          GETDEL $k
          GETEX $k ( PERSIST | EX $s | PX $ms | EXAT $at | PXAT $atms )*
          MGET ( $k )+
          MGET ( $anykey )+
          MSET ( $k $v )+
          MSETNX ( $k $v )+
          APPEND $k $v
          STRLEN $k
          GETRANGE $k $i $i
          SUBSTR $k $i $i
          SETRANGE $k $off $v
          INCR $k
          DECR $k
          INCRBY $k $n
          DECRBY $k $n
          INCRBYFLOAT $k $f
          SET $k $f
          INCRBYFLOAT $k $f
          SET $lcs $text
          SET $lcs $text
          LCS $lcs $lcs ( LEN | IDX | WITHMATCHLEN | MINMATCHLEN $i )*
          """);

  static final List<String> BITS =
      Forms.of(
          """
          SETBIT $bits $bit ( 0 | 1 | 1 | 2 | abc )
          SETBIT $bits $bit 1
          SETBIT $k $bit 1
          SET $bits $v
          GETBIT $bits $bit
          BITCOUNT $bits
          BITCOUNT $bits $index $index ( BYTE | BIT )?
          BITCOUNT $bits $index
          BITPOS $bits ( 0 | 1 | 2 )
          BITPOS $bits ( 0 | 1 ) $index
          BITPOS $bits ( 0 | 1 ) $index $index ( BYTE | BIT )?
          BITOP ( AND | OR | XOR | FOO ) $bits ( $bits )+
          BITOP NOT $bits $bits
          BITOP NOT $bits $bits $bits
          BITFIELD $bits ( GET $bittype $bit | SET $bittype $bit $n | INCRBY $bittype $bit $n | OVERFLOW ( WRAP | SAT | FAIL | FOO ) )+
          BITFIELD $bits ( GET $bittype $bit | SET $bittype $bit $n | INCRBY $bittype $bit $n | OVERFLOW ( WRAP | SAT | FAIL | FOO ) )+
          BITFIELD_RO $bits ( GET $bittype $bit )*
          BITFIELD_RO $bits ( SET u8 0 1 | OVERFLOW SAT | GET u8 )
          GET $bits
          STRLEN $bits
          DEL $bits
          RPUSH $bits a
          """);

  private RandomStrings() {}
}
