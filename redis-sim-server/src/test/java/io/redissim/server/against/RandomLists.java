package io.redissim.server.against;

import java.util.List;

/** Forms of commands on lists, for {@link RandomCommands}; one of the lists holds a string. */
final class RandomLists {
  static final List<String> FORMS =
      Forms.of(
          """
          LPUSH $list ( $m )+
          RPUSH $list ( $m )+
          RPUSH $list ( $m $m $m $m $m $m $m $m $m $m $m $m )+
          LPUSHX $list ( $m )+
          RPUSHX $list ( $m )+
          LPOP $list
          RPOP $list
          LPOP $list ( 0 | 1 | 3 | 1000 | $i )
          RPOP $list ( 0 | 1 | 3 | 1000 | $i )
          LLEN $list
          LINDEX $list $i
          LRANGE $list $i $i
          LRANGE $list 0 -1
          LSET $list $i $m
          LINSERT $list ( BEFORE | AFTER | FOO ) $m $m
          LREM $list ( 0 | 1 | -2 | $i ) $m
          LTRIM $list ( 0 | 1 | -100 ) ( -1 | -2 | 100 | $i )
          LPOS $list $m ( RANK ( 1 | -1 | 2 | 0 | $i ) | COUNT ( 0 | 1 | 2 | -1 ) | MAXLEN ( 0 | 3 | -1 ) )*
          LMOVE $list $list ( LEFT | RIGHT | UP ) ( LEFT | RIGHT )
          RPOPLPUSH $list $list
          LMPOP ( 1 | 2 | 0 | $i ) $list $list ( LEFT | RIGHT ) ( COUNT ( 1 | 2 | 0 | $i ) )?
          ~ SORT $list ( ALPHA | DESC | ASC | LIMIT 0 ( 5 | -1 ) )*
          SORT $list ALPHA ( STORE $list )?
          SORT_RO $list ALPHA ( LIMIT 1 3 )?
          OBJECT ENCODING $list
          DEL $list
          COPY $list $list REPLACE
          RENAME $list $list
          TYPE $list
          SET $list text
          BLPOP $list ( abc | -1 | 1e400 | "" )
          BRPOP $list $list ( abc | -1 )
          BLMOVE $list $list ( LEFT | UP ) RIGHT ( abc | -1 )
          BRPOPLPUSH $list $list ( abc | -1 )
          BLMPOP ( abc | -1 ) 1 $list LEFT
          BLMPOP 0 ( 0 | 2 | abc ) $list LEFT
          BLMPOP 0 1 $list ( UP | LEFT COUNT 0 | LEFT COUNT )
          RPUSH ready $m ; BLPOP $list ready 0
          RPUSH ready $m ; BRPOP ready $list ( 0 | 1000 )
          RPUSH ready $m $m ; BLMPOP 0 2 $list ready ( LEFT | RIGHT ) ( COUNT ( 1 | 5 ) )?
          RPUSH ready $m $m ; BLMOVE ready $list ( LEFT | RIGHT ) ( LEFT | RIGHT ) 0
          RPUSH ready $m $m ; BLMOVE ready ready ( LEFT | RIGHT ) ( LEFT | RIGHT ) 0
          RPUSH ready $m $m ; BRPOPLPUSH ready $list 0
          """);

  private RandomLists() {}
}
