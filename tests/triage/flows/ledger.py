"""A small ledger: postings cleaned, converted and balanced; tables, dicts and arrays."""

import numpy as np
import pandas as pd
from hamilton.function_modifiers import config, tag


def postings(months: int) -> pd.DataFrame:
    """What the bank sent; some postings came twice."""
    random = np.random.default_rng(31)
    count = months * 150
    rows = pd.DataFrame(
        {
            "posting": [f"P{i:06d}" for i in range(count)],
            "account": random.choice([f"A{i:02d}" for i in range(1, 25)], count),
            "side": random.choice(["debit", "credit"], count, p=[0.55, 0.45]),
            "amount": random.gamma(2.0, 140.0, count).round(2) + 5,
            "currency": random.choice(["EUR", "SEK", "PLN"], count, p=[0.7, 0.2, 0.1]),
            "month": np.repeat(np.arange(1, months + 1), 150),
            "memo": random.choice(["rent", "wages", "sales", "tax", "travel", None], count),
        }
    )
    return pd.concat([rows, rows.sample(40, random_state=5)]).reset_index(drop=True)


@tag(owner="finance")
def accounts() -> pd.DataFrame:
    """The plan of accounts."""
    names = [f"A{i:02d}" for i in range(1, 25)]
    kinds = ["asset", "liability", "income", "expense"]
    return pd.DataFrame(
        {
            "account": names,
            "kind": [kinds[i % 4] for i in range(24)],
            "budget": range(900, 3300, 100),
        }
    )


@config.when(rate_kind="fixed")
def rates__fixed() -> dict[str, float]:
    """What one unit of a currency is in EUR."""
    return {"EUR": 1.0, "SEK": 0.088, "PLN": 0.232}


@config.when(rate_kind="round")
def rates__round() -> dict[str, float]:
    """Rates for a quick look."""
    return {"EUR": 1.0, "SEK": 0.1, "PLN": 0.2}


def unique_postings(postings: pd.DataFrame) -> pd.DataFrame:
    """Each posting once."""
    return postings.drop_duplicates("posting").set_index("posting")


def in_euros(unique_postings: pd.DataFrame, rates: dict[str, float]) -> pd.Series:
    """The amounts in EUR."""
    return (unique_postings["amount"] * unique_postings["currency"].map(rates)).rename("euros")


def signed(unique_postings: pd.DataFrame, in_euros: pd.Series) -> pd.Series:
    """Amounts with their sign: debits raise an account, credits lower it."""
    sign = unique_postings["side"].map({"debit": 1.0, "credit": -1.0})
    return (in_euros * sign).round(2).rename("signed")


def purpose(unique_postings: pd.DataFrame) -> pd.Series:
    """What a posting was for; other where nobody said."""
    return unique_postings["memo"].fillna("other").rename("purpose")


def journal(
    unique_postings: pd.DataFrame, in_euros: pd.Series, signed: pd.Series, purpose: pd.Series
) -> pd.DataFrame:
    """All postings as the books have them."""
    kept = unique_postings[["account", "side", "month"]]
    return kept.assign(euros=in_euros.round(2), signed=signed, purpose=purpose)


def journal_by_account(journal: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    """Postings with what their accounts are."""
    return journal.reset_index().merge(accounts, on="account", how="left")


def balances(journal_by_account: pd.DataFrame) -> pd.DataFrame:
    """One row an account and month."""
    return (
        journal_by_account.groupby(["account", "kind", "month"])
        .agg(balance=("signed", "sum"), postings=("posting", "count"), turnover=("euros", "sum"))
        .reset_index()
    )


def running_balances(balances: pd.DataFrame) -> pd.DataFrame:
    """Balances added up month by month."""
    ordered = balances.sort_values(["account", "month"])
    return ordered.assign(total=ordered.groupby("account")["balance"].cumsum().round(2))


def budget_use(running_balances: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    """How much of its budget an account turned over, at the end of each month."""
    joined = running_balances.merge(accounts[["account", "budget"]], on="account", how="left")
    return joined.assign(used=(joined["turnover"] / joined["budget"]).round(4))


def purposes(journal: pd.DataFrame) -> dict[str, float]:
    """Turnover by purpose."""
    return journal.groupby("purpose")["euros"].sum().round(2).to_dict()


def month_vector(journal: pd.DataFrame) -> np.ndarray:
    """Turnover by month."""
    return journal.groupby("month")["euros"].sum().to_numpy()


def season(month_vector: np.ndarray) -> np.ndarray:
    """Months as shares of their mean."""
    return (month_vector / month_vector.mean()).round(4)


def statement(budget_use: pd.DataFrame) -> pd.DataFrame:
    """What is printed: one row an account and month."""
    columns = ["account", "kind", "month", "balance", "total", "turnover", "budget", "used"]
    return budget_use[columns].sort_values(["account", "month"]).reset_index(drop=True)
