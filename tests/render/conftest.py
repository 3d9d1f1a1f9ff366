import pytest
from render_samples import BODY, Make, Sample, sample_of


@pytest.fixture(scope="session")
def make() -> Make:
    """Makes a sample of report texts."""
    return sample_of


@pytest.fixture(scope="session")
def two() -> Sample:
    """Two plain reports with shared indicators, a finding and a refusal each."""
    return sample_of([BODY, BODY.replace("某街道", "另一街道").replace("15.155", "3.20")])
