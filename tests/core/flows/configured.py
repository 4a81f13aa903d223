"""What is there depends on the configuration."""

from hamilton.function_modifiers import config


@config.when(region="us")
def tax__us(price: int) -> int:
    return price


@config.when(region="uk")
def tax__uk(vat: int) -> int:
    return vat


@config.when_not(region="uk")
def not_in_uk(price: int) -> int:
    return price


@config.when_in(region=["us", "fr"])
def in_some(price: int) -> int:
    return price


@config.when_not_in(region=["us"])
def in_others(price: int) -> int:
    return price


@config.when(region="us", name="renamed")
def named_otherwise(price: int) -> int:
    return price


@config(lambda settings: settings.get("region") == "us")
def asked__freely(price: int) -> int:
    return price


def place(region: str, tax: int) -> str:
    return f"{region} {tax}"


def flat(tax: int) -> int:
    return tax
