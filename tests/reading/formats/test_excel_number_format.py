"""Values in their number formats."""

from datetime import date, datetime, time, timedelta

import pytest

from qa.reading.formats.excel_number_format import displayed_number


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (755, "0000", "0755"),
        (518, "000000", "000518"),
        (1234567.891, '"¥"#,##0.00', "¥1,234,567.89"),
        (1234567.891, "[$¥-804]#,##0.00", "¥1,234,567.89"),
        (-500, '#,##0.00;[Red]"-"#,##0.00', "-500.00"),
        (-500, "#,##0_);(#,##0)", "(500)"),
        (0, '0;-0;"无"', "无"),
        (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "-"),
        (0.857, "0.0%", "85.7%"),
        (1, "0%", "100%"),
        (0.125, "General", "0.125"),
        (0.1 + 0.2, "General", "0.3"),
        (3.0, "General", "3"),
        (12345678901234, "General", "12345678901234"),
        (2.5, "0", "3"),
        (1234.5, "0.##", "1234.5"),
        (1234, "0.##", "1234"),
        (0.5, "#.##", ".5"),
        (12500, '0.0,"千元"', "12.5千元"),
        (12500000, "0.0,,", "12.5"),
        (12345, "0.00E+00", "1.23E+04"),
        (7551234567, "0000-0000000", "0755-1234567"),
        (30, '0"个工作日"', "30个工作日"),
        (30, 'General"天"', "30天"),
        (120, "[DBNum1][$-804]General", "一百二十"),
        (120, "[DBNum2][$-804]General", "壹佰贰拾"),
        (150, "[>=100]0;0.00", "150"),
        (1.5, "[>=100]0;0.00", "1.50"),
        (0.5, "# ?/?", "0.5"),
        (5, "@", "5"),
        (123456, '0!.0,"万"', "12.3万"),
        (5, ";;;", ""),
        (0, "0;-0;;@", ""),
        (45356, "[$-804]aaaa", "星期二"),
        (date(2021, 3, 1), "yyyy-mm-dd", "2021-03-01"),
        (datetime(2021, 3, 1), "mm-dd-yy", "2021/3/1"),
        (datetime(2021, 3, 1), 'yyyy"年"m"月"d"日"', "2021年3月1日"),
        (datetime(2021, 3, 1), "[$-F800]dddd, mmmm dd, yyyy", "星期一, 3月 01, 2021"),
        (datetime(2021, 3, 1), "aaaa", "星期一"),
        (datetime(2021, 12, 31, 8, 30), "yyyy-mm-dd h:mm", "2021-12-31 8:30"),
        (datetime(2021, 12, 31, 20, 5, 9), "h:mm:ss AM/PM", "8:05:09 PM"),
        (time(8, 30), "hh:mm", "08:30"),
        (time(20, 30), "上午/下午h:mm", "下午8:30"),
        (timedelta(days=1, hours=2, minutes=30), "[h]:mm", "26:30"),
        (timedelta(minutes=45), "[h]:mm:ss", "0:45:00"),
        (timedelta(minutes=90), "[mm]:ss", "90:00"),
        (timedelta(minutes=90), "General", "1:30:00"),
    ],
)
def test_a_value_is_shown_in_its_format(value: float, number_format: str, shown: str) -> None:
    assert displayed_number(value, number_format) == shown
