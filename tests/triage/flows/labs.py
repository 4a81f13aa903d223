"""Blood tests of two laboratories: brought to one form, followed over time, told by ward."""

import numpy as np
import pandas as pd


def north_results(patient_count: int) -> pd.DataFrame:
    """What the northern laboratory sends: one row a test; corrected tests come twice."""
    random = np.random.default_rng(41)
    tests = pd.DataFrame(
        {
            "analyte": ["glucose", "sodium", "potassium", "creatinine", "haemoglobin"],
            "unit": ["mg/dL", "mmol/L", "mmol/L", "mg/dL", "g/L"],
            "mean": [97.0, 140.0, 4.2, 0.95, 141.0],
            "spread": [16.0, 2.6, 0.35, 0.16, 11.0],
        }
    )
    numbers = np.repeat(np.arange(0, patient_count, 2), 6)
    visits = pd.DataFrame(
        {
            "patient": [f"P{number:04d}" for number in numbers],
            "drawn_at": pd.Timestamp("2024-01-08 07:30")
            + pd.to_timedelta(np.tile(np.arange(6) * 14, len(numbers) // 6), "D")
            + pd.to_timedelta(random.integers(0, 180, len(numbers)), "min"),
        }
    )
    rows = visits.merge(tests, how="cross")
    rows["value"] = random.normal(rows["mean"], rows["spread"]).round(3)
    rows["reported_at"] = rows["drawn_at"] + pd.Timedelta(hours=5)
    again = rows.sample(frac=0.03, random_state=7)
    again = again.assign(
        value=(again["value"] * 1.01).round(3),
        reported_at=again["reported_at"] + pd.Timedelta("1D"),
    )
    return pd.concat([rows, again], ignore_index=True).drop(columns=["mean", "spread"])


def south_results(patient_count: int) -> pd.DataFrame:
    """What the southern laboratory sends: one row a visit, a column a test, all in SI units."""
    random = np.random.default_rng(42)
    numbers = np.repeat(np.arange(1, patient_count, 2), 5)
    count = len(numbers)
    drawn = pd.Timestamp("2024-01-10 08:00") + pd.to_timedelta(
        np.tile(np.arange(5) * 17, count // 5), "D"
    )
    return pd.DataFrame(
        {
            "patient": [f"P{number:04d}" for number in numbers],
            "drawn_at": drawn + pd.to_timedelta(random.integers(0, 240, count), "min"),
            "glucose": random.normal(5.4, 0.8, count).round(2),
            "sodium": random.normal(139.5, 2.4, count).round(1),
            "potassium": random.normal(4.3, 0.3, count).round(2),
            "creatinine": random.normal(83.0, 13.0, count).round(1),
            "haemoglobin": random.normal(139.0, 12.0, count).round(1),
        }
    )


def patients(patient_count: int) -> pd.DataFrame:
    """One row a patient."""
    random = np.random.default_rng(43)
    born = pd.Timestamp("1935-01-01") + pd.to_timedelta(
        random.integers(0, 365 * 70, patient_count), "D"
    )
    return pd.DataFrame(
        {
            "patient": [f"P{number:04d}" for number in range(patient_count)],
            "sex": random.choice(["f", "m"], patient_count),
            "born_on": born,
            "ward": random.choice(["cardiology", "surgery", "general", "renal"], patient_count),
        }
    )


def treatments(patients: pd.DataFrame) -> pd.DataFrame:
    """What each patient was given from when on; all begin with a plan at admission."""
    random = np.random.default_rng(44)
    admitted = patients[["patient"]].assign(
        since=pd.Timestamp("2024-01-01"),
        drug=random.choice(["none", "diuretic", "statin"], len(patients), p=[0.5, 0.3, 0.2]),
    )
    changed = patients[["patient"]].sample(frac=0.6, random_state=8)
    changed = changed.assign(
        since=pd.Timestamp("2024-01-20")
        + pd.to_timedelta(random.integers(0, 50, len(changed)), "D"),
        drug=random.choice(["insulin", "diuretic", "statin"], len(changed)),
    )
    return pd.concat([admitted, changed]).sort_values("since").reset_index(drop=True)


def references() -> pd.DataFrame:
    """What is normal, one row a test and sex."""
    return pd.DataFrame(
        [
            ("glucose", "f", 3.9, 6.1),
            ("glucose", "m", 3.9, 6.1),
            ("sodium", "f", 135.0, 145.0),
            ("sodium", "m", 135.0, 145.0),
            ("potassium", "f", 3.5, 5.1),
            ("potassium", "m", 3.5, 5.1),
            ("creatinine", "f", 50.0, 98.0),
            ("creatinine", "m", 62.0, 115.0),
            ("haemoglobin", "f", 120.0, 160.0),
            ("haemoglobin", "m", 130.0, 175.0),
        ],
        columns=["analyte", "sex", "low", "high"],
    )


def unit_factors() -> pd.DataFrame:
    """What turns a unit into the SI unit of its test."""
    return pd.DataFrame(
        [
            ("glucose", "mg/dL", 0.0555, "mmol/L"),
            ("glucose", "mmol/L", 1.0, "mmol/L"),
            ("sodium", "mmol/L", 1.0, "mmol/L"),
            ("potassium", "mmol/L", 1.0, "mmol/L"),
            ("creatinine", "mg/dL", 88.4, "umol/L"),
            ("creatinine", "umol/L", 1.0, "umol/L"),
            ("haemoglobin", "g/L", 1.0, "g/L"),
        ],
        columns=["analyte", "unit", "factor", "si_unit"],
    )


def south_tests(south_results: pd.DataFrame) -> pd.DataFrame:
    """The southern results as one row a test, with their units."""
    units = {"glucose": "mmol/L", "creatinine": "umol/L", "haemoglobin": "g/L"}
    tests = south_results.melt(
        id_vars=["patient", "drawn_at"], var_name="analyte", value_name="value"
    )
    return tests.assign(
        unit=tests["analyte"].map(units).fillna("mmol/L"),
        reported_at=tests["drawn_at"] + pd.Timedelta(hours=8),
    )


def results(north_results: pd.DataFrame, south_tests: pd.DataFrame) -> pd.DataFrame:
    """The tests of both laboratories, the last report of each."""
    both = pd.concat(
        [north_results.assign(laboratory="north"), south_tests.assign(laboratory="south")]
    )
    latest = both.sort_values("reported_at").drop_duplicates(
        ["patient", "analyte", "drawn_at"], keep="last"
    )
    return latest.sort_values(["drawn_at", "patient", "analyte"]).reset_index(drop=True)


def si_results(results: pd.DataFrame, unit_factors: pd.DataFrame) -> pd.DataFrame:
    """Tests in SI units."""
    joined = results.merge(unit_factors, on=["analyte", "unit"], how="left")
    si_value = (joined["value"] * joined["factor"]).round(3)
    return joined.assign(si_value=si_value).drop(columns=["unit", "factor", "value"])


def patient_results(si_results: pd.DataFrame, patients: pd.DataFrame) -> pd.DataFrame:
    """Tests with whose they are."""
    joined = si_results.merge(patients, on="patient", how="left")
    age = (joined["drawn_at"] - joined["born_on"]).dt.days // 365
    return joined.assign(age=age).drop(columns="born_on")


def judged_results(patient_results: pd.DataFrame, references: pd.DataFrame) -> pd.DataFrame:
    """Tests beside what is normal."""
    joined = patient_results.merge(references, on=["analyte", "sex"], how="left")
    is_low = joined["si_value"] < joined["low"]
    is_high = joined["si_value"] > joined["high"]
    place = (joined["si_value"] - joined["low"]) / (joined["high"] - joined["low"])
    return joined.assign(
        verdict=np.select([is_low, is_high], ["low", "high"], default="normal"),
        place=place.round(4),
    )


def followed_results(judged_results: pd.DataFrame) -> pd.DataFrame:
    """Tests beside the patient's other ones: the usual value, the one before, the last three."""
    ordered = judged_results.sort_values(["patient", "analyte", "drawn_at"])
    series = ordered.groupby(["patient", "analyte"])["si_value"]
    before = series.shift(1).fillna(ordered["si_value"])
    recent = series.rolling(3, min_periods=1).mean().reset_index(level=[0, 1], drop=True)
    return ordered.assign(
        usual=series.transform("median").round(3),
        change=(ordered["si_value"] - before).round(3),
        recent=recent.round(3),
    )


def treated_results(followed_results: pd.DataFrame, treatments: pd.DataFrame) -> pd.DataFrame:
    """Tests with the drug that the patient was on when the blood was drawn."""
    ordered = followed_results.sort_values("drawn_at", kind="stable")
    return pd.merge_asof(
        ordered, treatments, left_on="drawn_at", right_on="since", by="patient"
    ).drop(columns="since")


def visit_table(treated_results: pd.DataFrame) -> pd.DataFrame:
    """One row a visit, a column a test."""
    wide = treated_results.pivot_table(
        index=["patient", "drawn_at", "ward", "drug"], columns="analyte", values="si_value"
    )
    return wide.rename_axis(columns=None).reset_index()


def risk_scores(visit_table: pd.DataFrame) -> pd.DataFrame:
    """How far a visit is from the ward's common one; high scores are looked at first."""
    tests = ["glucose", "sodium", "potassium", "creatinine", "haemoglobin"]
    wards = visit_table.groupby("ward")[tests]
    distance = (visit_table[tests] - wards.transform("mean")) / wards.transform("std")
    score = np.sqrt((distance**2).mean(axis=1)).round(4)
    return visit_table[["patient", "drawn_at", "ward"]].assign(score=score)


def ward_report(treated_results: pd.DataFrame) -> pd.DataFrame:
    """One row a ward and test."""
    is_odd = treated_results["verdict"] != "normal"
    parts = treated_results.assign(is_odd=is_odd).groupby(["ward", "analyte"])
    report = parts.agg(
        tests=("si_value", "count"),
        patients=("patient", "nunique"),
        mean=("si_value", "mean"),
        odd=("is_odd", "sum"),
    )
    return report.assign(odd_share=(report["odd"] / report["tests"]).round(4)).reset_index()
