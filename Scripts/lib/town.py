"""The people who write to a furniture shop, and what they say. The same seed gives the same town."""

import hashlib
import random
from dataclasses import dataclass

FIRST_NAMES = (
    "Adi Agus Andini Anisa Arif Ayu Bagus Bayu Budi Citra Dedi Dewi Dian Dimas Eka Endang Fajar Farah Fitri Galih "
    "Gita Hadi Hana Hendra Indah Intan Irfan Joko Kartika Kevin Lestari Lina Made Maya Mega Nadia Nanda Nyoman Oki "
    "Putri Rahmat Ratna Reza Rizky Sari Siti Surya Tari Teguh Tono Wahyu Wati Wayan Yanti Yoga Yusuf Zahra Emma James "
    "Olivia Daniel Sophie"
).split()
LAST_NAMES = (
    "Anggraini Ardiansyah Firmansyah Gunawan Halim Handayani Hartono Hidayat Irawan Kurniawan Kusuma Lubis Maharani "
    "Nasution Nugroho Permana Pratama Prasetyo Purnama Rahayu Ramadhan Saputra Santoso Setiawan Simanjuntak Siregar "
    "Sitompul Suharto Sulistyo Susanto Utami Wibowo Wicaksono Widodo Wijaya Yulianti Baker Clarke Meyer"
).split()
CITIES = "Jakarta Bandung Surabaya Semarang Yogyakarta Denpasar Medan Makassar Tangerang Bekasi Bogor Malang".split()
PRODUCTS = (
    "meja makan jati",
    "kitchen set",
    "lemari pakaian sliding",
    "rak TV",
    "tempat tidur custom",
    "sofa L",
    "partisi ruangan",
    "meja kerja",
    "kursi bar",
    "lemari dapur",
)
ENGLISH_PRODUCTS = ("dining table", "kitchen set", "wardrobe", "TV cabinet", "bed frame", "sofa", "office desk")
BUDGETS = ("8 juta", "15 juta", "25 juta", "40 juta", "75 juta", "120 juta")

# What somebody says, in order, by how serious they are. A conversation takes a beginning of one of these lists.
INDONESIAN = {
    "hot": (
        "Halo kak, berapa harga {product} untuk ukuran {size}?",
        "Budget saya sekitar {budget}, bisa kak?",
        "Oke cocok. Bisa survey ke rumah di {city} hari Sabtu?",
        "Tolong kirim invoice DP-nya ya, kami mau pesan minggu ini.",
    ),
    "warm": (
        "Selamat siang, apakah {product} ready stock?",
        "Minta katalog dan daftar harganya ya kak",
        "Kalau pengiriman ke {city} ongkirnya berapa?",
    ),
    "cold": ("Halo", "Lihat-lihat dulu ya kak, terima kasih"),
    "after": (
        "Kak, {product} yang kemarin sudah sampai tapi engselnya longgar, bisa dibantu garansi?",
        "Baik, saya tunggu teknisinya. Terima kasih",
    ),
    "other": ("Selamat pagi, apakah ada lowongan kerja untuk tukang finishing?",),
}
ENGLISH = {
    "hot": (
        "Hi! How much is a {product} of {size}?",
        "Our budget is about IDR {budget}. Could you visit our flat in {city} to measure?",
        "Great, please send the quotation, we would like to order this month.",
    ),
    "warm": ("Hello, do you have a catalogue with prices for a {product}?", "Do you deliver to {city}?"),
    "cold": ("Hi", "Just looking, thank you"),
    "after": ("The {product} arrived with a scratch. How does the warranty work?",),
    "other": ("We supply plywood at good prices, whom may I talk to?",),
}
TEMPERS = (("hot", 26), ("warm", 42), ("cold", 17), ("after", 9), ("other", 6))

# Which channels somebody uses. One in five writes on more than one, known by the same phone or address.
HABITS = (
    (("whatsapp",), 44),
    (("chat",), 10),
    (("telegram",), 9),
    (("web-form",), 11),
    (("email",), 6),
    (("web-form", "whatsapp"), 8),
    (("whatsapp", "email"), 4),
    (("chat", "whatsapp"), 4),
    (("telegram", "whatsapp"), 2),
    (("web-form", "whatsapp", "email"), 2),
)


@dataclass(frozen=True)
class Person:
    """Somebody of the town; `number` is their place in it."""

    number: int
    name: str
    phone: str  # digits with the country code, without a plus: as WhatsApp writes it
    email: str
    handle: str
    telegram: int
    city: str
    habit: tuple
    temper: str
    english: bool


def identity(*parts):
    """A stable identifier of 20 hexadecimal digits for whatever the parts name."""
    return hashlib.sha256("/".join(str(part) for part in parts).encode()).hexdigest()[:20]


def weighted(chance, table):
    """One value of a table of (value, weight)."""
    return chance.choices([value for value, _ in table], [weight for _, weight in table])[0]


def person(seed, number):
    """The person with that number in the town of that seed."""
    chance = random.Random(f"{seed}/person/{number}")
    first, last = chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)
    handle = f"{first}.{last}{number}".lower()
    operator = ("0812", "0813", "0821", "0852", "0857", "0878", "0896")[number % 7]
    subscriber = (number * 7_919 + 1_234_567) % 90_000_000 + 10_000_000
    return Person(
        number=number,
        name=f"{first} {last}",
        phone="62" + operator[1:] + str(subscriber),
        email=f"{handle}@pos.example",
        handle=handle.replace(".", "_"),
        telegram=5_000_000_000 + number,
        city=chance.choice(CITIES),
        habit=weighted(chance, HABITS),
        temper=weighted(chance, TEMPERS),
        english=first in ("Emma", "James", "Olivia", "Daniel", "Sophie"),
    )


def sayings(seed, who):
    """What the person says, in order: from one sentence to all that their temper has."""
    chance = random.Random(f"{seed}/says/{who.number}")
    lines = (ENGLISH if who.english else INDONESIAN)[who.temper]
    count = len(lines) if chance.random() < 0.6 else chance.randint(1, len(lines))
    product = chance.choice(ENGLISH_PRODUCTS if who.english else PRODUCTS)
    size = f"{chance.randint(12, 30) * 10} x {chance.randint(6, 12) * 10} cm"
    budget = chance.choice(BUDGETS)
    return [
        (
            line.format(product=product, size=size, city=who.city, budget=budget.replace("juta", "million"))
            if who.english
            else line.format(product=product, size=size, city=who.city, budget=budget)
        )
        for line in lines[:count]
    ]


def local_phone(phone, style):
    """The number as people type it: one of five ways."""
    national = phone[2:]
    return (
        "0" + national,
        "+62 " + national[:3] + "-" + national[3:7] + "-" + national[7:],
        "0" + national[:3] + " " + national[3:7] + " " + national[7:],
        "62" + national,
        "(0" + national[:3] + ") " + national[3:],
    )[style % 5]
