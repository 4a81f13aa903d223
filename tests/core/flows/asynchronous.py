"""Coroutines as nodes."""


async def fetched(url: str) -> bytes:
    return url.encode()


def size(fetched: bytes) -> int:
    return len(fetched)
