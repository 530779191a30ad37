#!/bin/sh
# Install the browser of tests/test_browser.py: Debian's chromium, where it is missing and this user may.
set -eu
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
else
  echo "The tests need the browser Chromium as the command 'chromium'. Install it, then try again:" >&2
  echo "  sudo apt-get install chromium      (Debian; elsewhere the package of your system)" >&2
  exit 1
fi
