"""Codes in pictures: sharp, turned, poorly lit, several at once, and pictures without any."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageEnhance, ImageFilter

from desktop.services import read_codes
from domain import codes
from domain.problems import Refused

CODE = codes.make("NSR", "P93M", 2026, 42)
ZONE = "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<"


def drawn(content: str, kind: object = zxingcpp.BarcodeFormat.QRCode, scale: int = 6) -> Image.Image:
    made = memoryview(zxingcpp.create_barcode(content, kind).to_image(scale=scale))
    high, wide = made.shape
    return Image.frombytes("L", (wide, high), made.tobytes())


def on_a_table(*pictures: Image.Image) -> Image.Image:
    table = Image.new("RGB", (1280, 720), "#7a6a58")
    for place, picture in enumerate(pictures):
        table.paste(picture, (80 + 600 * place, 200))
    return table


def test_a_card_on_a_table_is_read(tmp_path: Path) -> None:
    turned = drawn(CODE).rotate(23, expand=True, fillcolor=255)
    dim = ImageEnhance.Contrast(on_a_table(turned).filter(ImageFilter.GaussianBlur(1.5))).enhance(0.5)
    dim.save(tmp_path / "card.jpg", quality=60)
    [said] = read_codes.in_file(tmp_path / "card.jpg")
    assert said.code == CODE


def test_ours_comes_first_and_the_identity_document_second(tmp_path: Path) -> None:
    zone = drawn(ZONE, zxingcpp.BarcodeFormat.PDF417, 2)
    on_a_table(zone.crop((0, 0, 580, zone.height)) if zone.width > 580 else zone, drawn(CODE)).save(
        tmp_path / "both.png"
    )
    said = read_codes.in_file(tmp_path / "both.png")
    assert [one.code for one in said] == [CODE, None]
    assert said[1].number == "D23145890"


@pytest.mark.parametrize("kind", ["DataMatrix", "Aztec", "Code128"])
def test_other_kinds_of_codes_are_read(tmp_path: Path, kind: str) -> None:
    drawn("AB123456", getattr(zxingcpp.BarcodeFormat, kind), 4).convert("L").save(tmp_path / "id.png")
    [said] = read_codes.in_file(tmp_path / "id.png")
    assert said.number == "AB123456"


def test_a_frame_is_bytes_of_grey() -> None:
    frame = on_a_table(drawn(CODE)).convert("L")
    assert [one.code for one in read_codes.in_frame(frame.tobytes(), *frame.size)] == [CODE]
    assert read_codes.in_frame(bytes(64 * 48), 64, 48) == []


def test_a_picture_without_a_code_is_named(tmp_path: Path) -> None:
    Image.effect_noise((600, 400), 60).save(tmp_path / "sand.png")
    (tmp_path / "text.png").write_bytes(b"hello")
    for name, code in (("sand.png", "scan_nothing"), ("text.png", "picture_not_image")):
        with pytest.raises(Refused) as caught:
            read_codes.in_file(tmp_path / name)
        assert caught.value.problems[0].code == code
        assert caught.value.problems[0].facts["name"] == name
