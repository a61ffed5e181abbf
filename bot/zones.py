"""Time zones as people name them: by city, by country's capital, by IANA name (pure)."""

from __future__ import annotations

import unicodedata
from functools import cache
from zoneinfo import available_timezones

from bot.errors import StartError, Unusable

CITIES = {
    # Cities, and names of American times, that people look for and that give no zone its name.
    "America/Chicago": "Houston, Dallas, Austin, Minneapolis, Milwaukee, New Orleans, Memphis, "
    "Central Time, CDT",
    "America/Los_Angeles": "San Francisco, Seattle, San Diego, Las Vegas, Portland, Sacramento, "
    "Pacific Time, PST, PDT",
    "America/New_York": "Washington, Boston, Miami, Atlanta, Philadelphia, Charlotte, Baltimore, "
    "Eastern Time, EST, EDT",
    "America/Denver": "Salt Lake City, Albuquerque, Colorado Springs, Mountain Time, MDT",
    "America/Phoenix": "Tucson, Scottsdale",
    "America/Sao_Paulo": "Rio de Janeiro, Brasília, Belo Horizonte, Curitiba, Porto Alegre",
    "America/Toronto": "Montreal, Ottawa, Quebec",
    "America/Edmonton": "Calgary",
    "America/Argentina/Buenos_Aires": "Buenos Aires, Rosario",
    "America/Mexico_City": "Guadalajara, Puebla",
    "America/Guayaquil": "Quito",
    "Asia/Ho_Chi_Minh": "Hanoi, Saigon, Da Nang",
    "Asia/Jerusalem": "Tel Aviv, Haifa",
    "Asia/Karachi": "Lahore, Islamabad",
    "Asia/Kolkata": "Mumbai, Delhi, New Delhi, Bangalore, Bengaluru, Chennai, Hyderabad, Pune",
    "Asia/Riyadh": "Jeddah, Mecca",
    "Asia/Dubai": "Abu Dhabi",
    "Asia/Shanghai": "Beijing, Shenzhen, Guangzhou, Chengdu, Wuhan",
    "Asia/Tokyo": "Osaka, Kyoto, Yokohama, Nagoya, Sapporo, Fukuoka",
    "Asia/Seoul": "Busan, Incheon",
    "Australia/Sydney": "Canberra, Newcastle",
    "Australia/Brisbane": "Gold Coast, Cairns",
    "Africa/Johannesburg": "Cape Town, Pretoria, Durban",
    "Africa/Lagos": "Abuja, Ibadan",
    "Africa/Casablanca": "Rabat, Marrakesh",
    "Europe/Amsterdam": "Rotterdam, The Hague, Utrecht",
    "Europe/Berlin": "Munich, München, Hamburg, Frankfurt, Cologne, Köln, Stuttgart, Leipzig",
    "Europe/Istanbul": "Ankara, Izmir",
    "Europe/Kyiv": "Kharkiv, Odesa, Lviv",
    "Europe/London": "Edinburgh, Manchester, Glasgow, Birmingham, Cardiff, Liverpool, Leeds",
    "Europe/Madrid": "Barcelona, Valencia, Sevilla, Seville, Bilbao",
    "Europe/Moscow": "Saint Petersburg, Kazan",
    "Europe/Paris": "Lyon, Marseille, Toulouse, Nice, Bordeaux, Lille, Nantes",
    "Europe/Rome": "Milan, Milano, Naples, Turin, Florence, Venice",
    "Europe/Vienna": "Graz, Salzburg, Linz",
    "Europe/Warsaw": "Krakow, Kraków, Gdansk, Wroclaw, Poznan",
    "Europe/Zurich": "Geneva, Bern, Basel, Lausanne",
    "Europe/Lisbon": "Porto",
    "Europe/Stockholm": "Gothenburg, Malmö",
    "Europe/Athens": "Thessaloniki",
    "Pacific/Auckland": "Wellington, Christchurch",
    "Pacific/Honolulu": "Hawaii",
}
UNZONED = ("EST", "MST", "HST")
"""Of tzdata, but without summer time: hardly anybody who writes them means that."""

NO_ZONES = ("posix/", "right/", "SystemV/", "localtime", "posixrules", "Factory")
MEANINGLESS = (*NO_ZONES, "Etc/", "US/")


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, underscores as spaces."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("_", " "))
    return "".join(char for char in bare if not unicodedata.combining(char)).strip()


@cache
def known_zones() -> dict[str, str]:
    """Return every zone worth offering: folded IANA name to IANA name."""
    names = (name for name in available_timezones() if not name.startswith(MEANINGLESS))
    return {fold(name): name for name in sorted(names) if "/" in name or name == "UTC"}


@cache
def written_zones() -> dict[str, str]:
    """Return the names that stand for a zone in files (Etc/UTC, GMT, CET, US/Pacific), folded.

    They are taken, and not offered: a city says more.
    """
    names = (name for name in available_timezones() if not name.startswith(NO_ZONES))
    return {fold(name): name for name in sorted(names) if name not in UNZONED}


@cache
def named_places() -> tuple[tuple[str, str], ...]:
    """Return (folded place, zone) pairs: the cities above, then the zones' own."""
    extra = [(fold(city), zone) for zone, row in CITIES.items() for city in row.split(", ")]
    own = [(key.rsplit("/", 1)[-1], name) for key, name in known_zones().items()]
    return tuple(extra + own)


def find_zones(text: str, limit: int = 25) -> list[str]:
    """Return the zones that `text` may mean, best first: a city, a zone's name, a part."""
    wanted = fold(text)
    if not wanted:
        return ["UTC", "Europe/London", "Europe/Berlin", "America/New_York", "Asia/Tokyo"][:limit]
    ranked = [
        *(zone for place, zone in named_places() if place == wanted),
        *(zone for key, zone in known_zones().items() if key == wanted),
        *(zone for key, zone in known_zones().items() if key.rsplit("/", 1)[-1].startswith(wanted)),
        *(zone for place, zone in named_places() if place.startswith(wanted)),
        *(zone for key, zone in known_zones().items() if wanted in key),
        *(zone for place, zone in named_places() if wanted in place),
    ]
    return list(dict.fromkeys(ranked))[:limit]


def check_zone(text: str) -> str:
    """Return the IANA zone that `text` names: by its name in any case, or by one city.

    Raises:
        Unusable: there is no such zone.
    """
    wanted = fold(text)
    exact = written_zones().get(wanted)
    if exact:
        return exact
    places = list(dict.fromkeys(zone for place, zone in named_places() if place == wanted))
    if len(places) == 1:
        return places[0]
    near = find_zones(text, 3)
    advice = f"Did you mean {' or '.join(near)}?" if near and wanted else ""
    raise Unusable(
        "there is no such time zone",
        subject=text.strip() or "time zone",
        advice=advice or "Give a city, or a name such as Europe/Berlin.",
    )


def zone_of_settings(zone: str) -> str:
    """Return the IANA zone that the operator set.

    Raises:
        StartError: there is no such zone.
    """
    try:
        return check_zone(zone)
    except Unusable as error:
        said = f"READOUT_BOT_ZONE={zone}"
        raise StartError(error.problem, subject=said, advice=error.advice) from None
