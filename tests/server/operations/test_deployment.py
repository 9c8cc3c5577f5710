"""The files in ``deploy/`` are what their programs accept, as far as these are installed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from qa.server.operations.settings_file import VARIABLES

DEPLOY = Path(__file__).parents[3] / "deploy"
VERIFY = shutil.which("systemd-analyze")
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@pytest.mark.skipif(VERIFY is None, reason="systemd is not installed")
def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    # The unit names a program that is not installed here.
    unit = tmp_path / "gongwen-qa.service"
    text = (DEPLOY / "gongwen-qa.service").read_text(encoding="utf-8")
    unit.write_text(text.replace("/opt/gongwen-qa/bin/qa", sys.executable), encoding="utf-8")
    assert VERIFY
    checked = subprocess.run([VERIFY, "verify", str(unit)], capture_output=True, text=True, check=False)
    problems = [line for line in checked.stderr.splitlines() if unit.name in line]
    assert (checked.returncode, problems) == (0, [])
    unit.write_text(text.replace("Restart=on-failure", "Restrat=on-failure"), encoding="utf-8")
    wrong = subprocess.run([VERIFY, "verify", str(unit)], capture_output=True, text=True, check=False)
    assert "Restrat" in wrong.stderr, "the check finds nothing"


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_nginx_accepts_its_configuration(tmp_path: Path) -> None:
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=qa.example.cn", "-days", "1"]
    subprocess.run([*request, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    text = text.replace("/etc/ssl/certs/qa.example.cn.pem", str(certificate))
    text = text.replace("/etc/ssl/private/qa.example.cn.key", str(key))
    (tmp_path / "site.conf").write_text(text, encoding="utf-8")
    whole = f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{ include {tmp_path}/site.conf; }}\n"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    assert NGINX
    command = [NGINX, "-t", "-c", str(tmp_path / "nginx.conf")]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_every_variable_in_the_files_is_a_setting() -> None:
    texts = [file.read_text(encoding="utf-8") for file in DEPLOY.iterdir()]
    named = {name for text in texts for name in re.findall(r"\bQA_[A-Z_]+", text)}
    assert named <= set(VARIABLES.values())
    assert {"QA_ACCOUNTS", "QA_LIBRARIES", "QA_HOST"} <= named
