#!/bin/sh
# Options, a configuration file or nothing start the server; anything else is run as it stands:
#   docker run redis-sim --maxmemory 100mb        docker run redis-sim /etc/redis.conf
#   docker run -it redis-sim redis-cli -h host    docker exec NAME healthcheck
set -eu

case ${1:-} in
    '' | -* | *.conf) set -- redis-server "$@" ;;
esac

# Files in a mounted volume are the server's own.
[ "$1" != redis-server ] || [ "$(umask)" != 0022 ] || umask 0077

exec "$@"
