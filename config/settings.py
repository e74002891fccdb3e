"""Settings of one installation. Whatever differs between installations comes from the environment.

| variable | meaning | default |
|---|---|---|
| GOLDENTHREAD_DATA | folder for the database, the lake, logs and the secret key | `var` |
| GOLDENTHREAD_DATABASE_URL | where rows are kept | SQLite in the data folder |
| GOLDENTHREAD_SECRET_KEY | signs sessions and links | made once, kept in the data folder |
| GOLDENTHREAD_PUBLIC_URL | the address people type (https: secure cookies) | this machine |
| GOLDENTHREAD_ALLOWED_HOSTS | further host names, parted by commas | none |
| GOLDENTHREAD_PARTNERSHIP | whose pages stand at the root address | the default partnership |
| GOLDENTHREAD_REQUIRE_MFA | roles that need a second factor must have one: yes or no | yes |
| GOLDENTHREAD_API_PER_MINUTE | questions to the API that one address may ask in a minute | 600 |
| GOLDENTHREAD_REPORTS_PER_HOUR | reports from one address in an hour | 20 |
| GOLDENTHREAD_SCANNER | clamd, which scans what people send, host:port or a socket | none |
| GOLDENTHREAD_PROXIES | proxies before the site, each adding to X-Forwarded-For | 0 |
| GOLDENTHREAD_EMAIL_URL | smtp://user:password@host:port | letters go to files in the data folder |
| GOLDENTHREAD_SPARK | a Spark cluster that counts in the lake, spark://host:7077 | none: DuckDB |
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url

from goldenthread.commands import CannotDo

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("GOLDENTHREAD_DATA") or BASE_DIR / "var").resolve()
DEFINITIONS_DIR = BASE_DIR / "definitions"
LAKE_DIR = DATA_DIR / "lake"


def _check_data_folder() -> None:
    """Refuse to begin where nothing could be kept. Raises CannotDo with a sentence."""
    try:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
    except OSError as why:
        reason = why.strerror or str(why)
    else:
        reason = "" if os.access(DATA_DIR, os.W_OK | os.X_OK) else "you may not write there"
    if reason:
        raise CannotDo(
            f"Nothing can be kept in the data folder {DATA_DIR}: {reason}. Make it writable, or "
            "name another in GOLDENTHREAD_DATA."
        )


def _secret_key() -> str:
    """Give the key from the environment, or one made once and kept readable by us alone."""
    given = os.environ.get("GOLDENTHREAD_SECRET_KEY")
    if given:
        return given
    kept = DATA_DIR / "secret_key"
    try:
        handle = os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return kept.read_text()
    with os.fdopen(handle, "w") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key


def _yes(name: str, *, default: str) -> bool:
    return os.environ.get(name, default).strip().lower() in {"1", "yes", "true", "on"}


def _number(name: str, *, default: int) -> int:
    """Give a whole number. Raises CannotDo for anything else."""
    given = os.environ.get(name, "").strip()
    if given and not (given.isascii() and given.isdigit()):
        raise CannotDo(f'{name} is "{given[:40]}". Give a whole number, 0 or more.')
    return int(given or default)


_check_data_folder()
SECRET_KEY = _secret_key()
DEBUG = False
PUBLIC_URL = os.environ.get("GOLDENTHREAD_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
HTTPS = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    urlsplit(PUBLIC_URL).hostname or "127.0.0.1",
    *filter(None, os.environ.get("GOLDENTHREAD_ALLOWED_HOSTS", "").split(",")),
]
API_PER_MINUTE = _number("GOLDENTHREAD_API_PER_MINUTE", default=600)
REPORTS_PER_HOUR = _number("GOLDENTHREAD_REPORTS_PER_HOUR", default=20)
SCANNER = os.environ.get("GOLDENTHREAD_SCANNER", "").strip()
PROXIES = _number("GOLDENTHREAD_PROXIES", default=0)
DEFAULT_PARTNERSHIP = os.environ.get("GOLDENTHREAD_PARTNERSHIP", "")
REQUIRE_MFA = _yes("GOLDENTHREAD_REQUIRE_MFA", default="yes")
SPARK = os.environ.get("GOLDENTHREAD_SPARK", "").strip()

ROOMS = [
    "goldenthread.accounts",
    "goldenthread.audit",
    "goldenthread.letters",
    "goldenthread.places",
    "goldenthread.partnership",
    "goldenthread.sources",
    "goldenthread.indicators",
    "goldenthread.strategy",
    "goldenthread.delivery",
    "goldenthread.hotspots",
    "goldenthread.casework",
    "goldenthread.funding",
    "goldenthread.evaluation",
    "goldenthread.publishing",
    "goldenthread.home",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    *ROOMS,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "goldenthread.accounts.middleware.PartnershipFromAddress",
    "django.middleware.common.CommonMiddleware",
    "config.middleware.RefuseTooLarge",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goldenthread.accounts.middleware.NothingWithoutPermission",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # a row's own number is an address, not a figure: {{ row.pk|unlocalize }}
            "builtins": ["django.templatetags.l10n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.page",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("GOLDENTHREAD_DATABASE_URL") or f"sqlite:///{DATA_DIR / 'goldenthread.db'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        # FULL: a power cut loses no write that we have acknowledged.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "TIMEOUT": 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "goldenthread.accounts.adapter.ClosedSignUp"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are confirmed by whoever invites the person
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_USER_DISPLAY = "goldenthread.accounts.queries.display_name"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Golden Thread"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_work"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
DATE_FORMAT = "j F Y"
FORMAT_MODULE_PATH = ["config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "assets" / "dist"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

_mail = urlsplit(os.environ.get("GOLDENTHREAD_EMAIL_URL", ""))
if _mail.scheme == "smtp":
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (
        unquote(_mail.username or ""),
        unquote(_mail.password or ""),
    )
    EMAIL_USE_TLS = EMAIL_PORT == 587
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "outbox"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
