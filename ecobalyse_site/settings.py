"""Settings of an instance, all from environment variables with safe defaults (README)."""

from pathlib import Path

from ecobalyse_site import configuration, stores
from ecobalyse_site.secret_key import secret_key
from foundation.logs import formatter_of

BASE_DIR = Path(__file__).resolve().parents[1]

# The instance -----------------------------------------------------------------------------------

DATA_DIR = configuration.directory("DATA_DIR", BASE_DIR / "var")
INSTANCE_NAME = configuration.text("INSTANCE_NAME", "Ecobalyse libre")
METHOD_VERSION = configuration.text("METHOD_VERSION", "v7.0.0")
METHOD_DIRECTORIES = [BASE_DIR / "scoring" / "data", DATA_DIR / "methods"]
# Whether callers entitled to detailed impacts get indicative ones if no official ones are imported.
INDICATIVE_IMPACTS = configuration.boolean("INDICATIVE_IMPACTS", default=True)
# Whether an invalid API token is rejected with 401 instead of being ignored.
REFUSE_INVALID_TOKENS = configuration.boolean("REFUSE_INVALID_TOKENS")

# Sectors shown on pages; textile always is.
ENABLE_FOOD_SECTION = configuration.boolean("ENABLE_FOOD_SECTION", True)
ENABLE_OBJECTS_SECTION = configuration.boolean("ENABLE_OBJECTS_SECTION", True)
ENABLE_VELI_SECTION = configuration.boolean("ENABLE_VELI_SECTION", True)
SOURCE_CODE_URL = configuration.web_address("SOURCE_CODE_URL")

# The operator, named in the terms, the privacy policy and the legal notice.
OPERATOR_NAME = configuration.text("OPERATOR_NAME")
OPERATOR_ADDRESS = configuration.text("OPERATOR_ADDRESS")
OPERATOR_CONTACT = configuration.text("OPERATOR_CONTACT")
# Whom to report a vulnerability to, in /.well-known/security.txt; a URI.
SECURITY_CONTACT = configuration.contact("SECURITY_CONTACT", OPERATOR_CONTACT)
PUBLICATION_DIRECTOR = configuration.text("PUBLICATION_DIRECTOR")
HOSTING_PROVIDER = configuration.text("HOSTING_PROVIDER")
# The accessibility statement: who audited the site, when, and the resulting conformance level.
ACCESSIBILITY_AUDIT = configuration.text("ACCESSIBILITY_AUDIT")
ACCESSIBILITY_STATUS = configuration.conformity("ACCESSIBILITY_STATUS", ACCESSIBILITY_AUDIT)
# The version of the terms that users accept; change it when their wording changes.
TERMS_VERSION = configuration.text("TERMS_VERSION", "2026-11")

# Security ---------------------------------------------------------------------------------------

DEBUG = configuration.boolean("DEBUG")
SECRET_KEY = configuration.text("SECRET_KEY") or secret_key(DATA_DIR / "secret_key")
_PUBLIC_HOSTS = configuration.hosts("ALLOWED_HOSTS")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *_PUBLIC_HOSTS]
HTTPS = configuration.boolean("HTTPS")

# Number of the operator's own proxies in front of this server, whose headers are trusted.
TRUSTED_PROXIES = configuration.whole_number("TRUSTED_PROXIES", 0, 0, 100)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True

# Accept forms sent over HTTPS to the public hosts, even through an undeclared proxy.
CSRF_TRUSTED_ORIGINS = [
    f"https://{'*' if host.startswith('.') else ''}{host}"
    for host in _PUBLIC_HOSTS
    if HTTPS and host != "*"
]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
# Not in the session, since pages must work without the database.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_ENGINE = "accounts.sessions"
# Seconds from the last visit to the end of a session.
SESSION_COOKIE_AGE = configuration.whole_number("SESSION_DAYS", 30, 1, 3650) * 86_400
CSRF_FAILURE_VIEW = "ecobalyse_site.errors.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
        # The API documentation viewer has inline icons in its stylesheet.
        "img-src": ["'self'", "data:"],
    }
}
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains: the instance may share its domain with others
    "security.W008",  # redirecting to HTTPS is up to the proxy, which gets the plain HTTP requests
    "security.W021",  # HSTS preloading is up to the owner of the domain
]

# Maximum request body in bytes, except for batches; larger ones get 413 (api.md 8).
DATA_UPLOAD_MAX_MEMORY_SIZE = 102_400
# A file stays in memory, within the limit of its route, and is never written to a disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# The application --------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "accounts.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "accounts",
    "operation",
    "scoring",
]
MIDDLEWARE = [
    "ecobalyse_site.middleware.requests.RequestLogMiddleware",
    "ecobalyse_site.middleware.headers.SecurityHeadersMiddleware",
    # Outside the middleware that rejects requests, so that error responses get headers too.
    "django.middleware.security.SecurityMiddleware",
    "ecobalyse_site.middleware.cors.CorsMiddleware",
    # Before rate limiting, since static files cost almost nothing.
    "ecobalyse_site.middleware.files.StaticFilesMiddleware",
    "ecobalyse_site.middleware.rate_limit.RateLimitMiddleware",
    "ecobalyse_site.middleware.hosts.AllowedHostMiddleware",
    "ecobalyse_site.middleware.bodies.BodyMiddleware",
    "ecobalyse_site.middleware.direct.DirectMiddleware",
    # Only pages reach the middleware below.
    "ecobalyse_site.middleware.pages.CompressionMiddleware",
    "ecobalyse_site.middleware.pages.FaultMiddleware",
    "csp.middleware.CSPMiddleware",
    "ecobalyse_site.middleware.pages.SessionMiddleware",
    "ecobalyse_site.middleware.pages.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "ecobalyse_site.middleware.pages.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.known_browsers.KnownBrowserMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "ecobalyse_site.urls"
WSGI_APPLICATION = "ecobalyse_site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "ecobalyse_site.typography.Templates",
        "NAME": "django",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ecobalyse_site.context.instance",
            ],
        },
    }
]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "UNAUTHENTICATED_USER": None,
}

SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.0.3",
    "SCHEMA_PATH_PREFIX": "/api",
    "SERVE_INCLUDE_SCHEMA": False,
}

# Accounts ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "account"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# We verify addresses with our own links, and limit attempts with our own exact counters.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False

# Mail: none by default ---------------------------------------------------------------------------

MAIL = configuration.mail("EMAIL_URL")
MAIL_ENABLED = bool(MAIL)
EMAIL_BACKEND = MAIL.get("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")
EMAIL_HOST = MAIL.get("EMAIL_HOST", "localhost")
EMAIL_PORT = MAIL.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = MAIL.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = MAIL.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = MAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = MAIL.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = MAIL.get("EMAIL_FILE_PATH") or None
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = SERVER_EMAIL = configuration.sender("EMAIL_FROM", MAIL_ENABLED)
# The public URL. If set, links in e-mails use it instead of the request's Host header, so that the
# requester cannot choose the host that receives the secret.
SITE_URL_GIVEN = bool(configuration.text("SITE_URL"))
SITE_URL = configuration.web_address("SITE_URL", "http://localhost:8000")

# State: accounts only ---------------------------------------------------------------------------

# Timeout for PostgreSQL in seconds; 0 for none.
DATABASE_TIMEOUT = configuration.whole_number("DATABASE_TIMEOUT", 5, 0, 3600)
DATABASES = {"default": stores.database(DATA_DIR / "db.sqlite3", DATABASE_TIMEOUT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Limits -----------------------------------------------------------------------------------------

# Requests per minute and IP address; 0 for no limit.
RATELIMIT_MAX_RPM = configuration.whole_number("RATELIMIT_MAX_RPM", 5000, 0, 1_000_000_000)
RATELIMIT_WHITELIST = configuration.addresses("RATELIMIT_WHITELIST")
# Maximum number of requests in a batch, and maximum size of its body in bytes.
BATCH_MAX_ITEMS = configuration.whole_number("BATCH_MAX_ITEMS", 10_000, 1, 100_000)
BATCH_MAX_BYTES = configuration.whole_number(
    "BATCH_MAX_BYTES", 20 * 1024 * 1024, DATA_UPLOAD_MAX_MEMORY_SIZE, 200 * 1024 * 1024
)
# A larger file part is dropped by the handler; the body limit already bounds it.
FILE_UPLOAD_MAX_MEMORY_SIZE = BATCH_MAX_BYTES
REDIS_URL = configuration.text("REDIS_URL")
COUNTER_DIR = configuration.counter_directory("COUNTER_DIR", DATA_DIR)
# IP addresses that may read /metrics; if empty, nothing is measured.
METRICS_ADDRESSES = configuration.addresses("METRICS_ADDRESSES")
# The cache contains only these counters.
CACHES = {"default": stores.cache(REDIS_URL, COUNTER_DIR / "counters")}

# Language, time, files --------------------------------------------------------------------------

# French is the source language of the pages; API messages are always in French.
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "langue"
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = "Europe/Paris"
USE_I18N = True
# English dates spell out the month, since numeric dates are ambiguous.
FORMAT_MODULE_PATH = ["ecobalyse_site.formats"]
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
# No CORS header: static files are only for this site's pages.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "ecobalyse_site.static.CollectedStaticStorage"
    },
}

# Logs: never any submitted data -----------------------------------------------------------------

LOG_LEVEL = configuration.text("LOG_LEVEL", "WARNING").upper()
if LOG_LEVEL not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
    configuration.refuse("LOG_LEVEL", LOG_LEVEL, "DEBUG, INFO, WARNING ou ERROR")
LOG_FORMAT = configuration.text("LOG_FORMAT", "json").lower()
if LOG_FORMAT not in {"json", "text"}:
    configuration.refuse("LOG_FORMAT", LOG_FORMAT, "json ou text")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"private": {"()": formatter_of, "name": LOG_FORMAT}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "private"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        # Their messages contain raw paths and headers; requests are logged by route name instead.
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django.request": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
