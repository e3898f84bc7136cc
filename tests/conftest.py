"""What all tests share: laws are sampled without a clock, since machines differ in speed."""

from hypothesis import settings

settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")
