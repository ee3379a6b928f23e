"""The scalar types under names, for whoever states a type: operators, functions, the checker, the runtime."""

from regeltaal.values.kinds import (
    date,
    duration,
    email,
    file,
    iban,
    integer,
    kvk,
    moment,
    money,
    month,
    number,
    percentage,
    phone,
    postcode,
    text,
    time,
    vat,
    yes_no,
)
from regeltaal.values.types import Scalar

TEXT = Scalar(text.KIND)
NUMBER = Scalar(number.KIND)
INTEGER = Scalar(integer.KIND)
MONEY = Scalar(money.KIND)
PERCENTAGE = Scalar(percentage.KIND)
DATE = Scalar(date.KIND)
TIME = Scalar(time.KIND)
MOMENT = Scalar(moment.KIND)
DURATION_EXACT = Scalar(duration.EXACT)
DURATION_DAYS = Scalar(duration.DAYS)
DURATION_WORKDAYS = Scalar(duration.WORKDAYS)
DURATION_MONTHS = Scalar(duration.MONTHS)
YES_NO = Scalar(yes_no.KIND)
FILE = Scalar(file.KIND)
EMAIL = Scalar(email.KIND)
PHONE = Scalar(phone.KIND)
POSTCODE = Scalar(postcode.KIND)
IBAN = Scalar(iban.KIND)
KVK = Scalar(kvk.KIND)
VAT = Scalar(vat.KIND)
MONTH = Scalar(month.KIND)

NUMBERS = (INTEGER, NUMBER)
DURATIONS = (DURATION_EXACT, DURATION_DAYS, DURATION_WORKDAYS, DURATION_MONTHS)
CHECKED_TEXTS = (EMAIL, PHONE, POSTCODE, IBAN, KVK, VAT, MONTH)
ORDERED = (INTEGER, NUMBER, MONEY, PERCENTAGE, DATE, TIME, MOMENT, *DURATIONS)
SCALARS = (TEXT, *ORDERED, YES_NO, FILE, *CHECKED_TEXTS)
