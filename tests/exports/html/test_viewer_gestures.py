"""The viewer by mouse, fingers, keyboard and the browser's own buttons."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exports.html.conftest import Visit, choose, ready, settled, slide

pytestmark = pytest.mark.browser


def test_clicking_a_node_an_edge_and_the_ground(page_file: Path, visit: Visit) -> None:
    page = ready(visit.open(page_file))
    box = page.locator("#map").bounding_box()
    place = "(v => graphkit.stage.camera.toScreen(graphkit.model.x[v], graphkit.model.y[v]))"
    ann = page.evaluate(f"{place}(graphkit.model.names.indexOf('Ann Bee'))")
    eve = page.evaluate(f"{place}(graphkit.model.names.indexOf('Eve Eff'))")
    page.mouse.click(box["x"] + ann[0], box["y"] + ann[1])
    assert page.inner_text("#panel h2") == "Ann Bee"
    page.keyboard.press("Escape")
    settled(page)
    ann = page.evaluate(f"{place}(graphkit.model.names.indexOf('Ann Bee'))")
    eve = page.evaluate(f"{place}(graphkit.model.names.indexOf('Eve Eff'))")
    page.mouse.click(box["x"] + (ann[0] + 2 * eve[0]) / 3, box["y"] + (ann[1] + 2 * eve[1]) / 3)
    assert page.inner_text("#panel h2") == "Ann Bee and Eve Eff"
    page.mouse.click(box["x"] + 3, box["y"] + 3)
    assert page.locator("#panel").is_hidden()


def test_the_address_keeps_the_state_and_back_undoes(page_file: Path, visit: Visit) -> None:
    page = ready(visit.open(page_file))
    choose(page, "ann")
    choose(page, "bob")
    page.go_back()
    settled(page)
    assert page.inner_text("#panel h2") == "Ann Bee"
    page.go_forward()
    settled(page)
    assert page.inner_text("#panel h2") == "Bob Cee"
    slide(page, "#from", 2020)
    page.select_option("#counting", "fractional")
    settled(page)
    page.wait_for_timeout(400)
    copy = ready(visit.open(page_file, page.evaluate("location.hash")))
    assert copy.inner_text("#panel") == page.inner_text("#panel")
    assert copy.input_value("#from") == "2020"
    assert copy.input_value("#counting") == "fractional"
    assert copy.evaluate("graphkit.stage.camera.scale") == pytest.approx(
        page.evaluate("graphkit.stage.camera.scale"), rel=0.01
    )


def test_whole_keyboard(page_file: Path, visit: Visit) -> None:
    page = ready(visit.open(page_file))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.type("bob")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.focus("#map")
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert page.inner_text("#status").startswith("Ann Bee")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Ann Bee"
    page.focus("#map")
    before = page.evaluate("[graphkit.stage.camera.x, graphkit.stage.camera.scale]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    after = page.evaluate("[graphkit.stage.camera.x, graphkit.stage.camera.scale]")
    assert after[0] > before[0]
    assert after[1] > before[1]
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    page.keyboard.press("t")
    assert page.locator("#table").is_visible()


def test_drag_wheel_and_pinch(page_file: Path, visit: Visit) -> None:
    page = ready(visit.open(page_file))
    camera = "[graphkit.stage.camera.x, graphkit.stage.camera.y, graphkit.stage.camera.scale]"
    x, y, scale = page.evaluate(camera)
    page.mouse.move(700, 400)
    page.mouse.down()
    page.mouse.move(760, 440, steps=4)
    page.mouse.up()
    assert page.locator("#panel").is_hidden()
    moved = page.evaluate(camera)
    assert moved[0] < x
    assert moved[1] < y
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(100)
    assert page.evaluate(camera)[2] > scale
    touch = visit.context.new_cdp_session(page)
    scale = page.evaluate(camera)[2]
    for kind, spread in (("touchStart", 50), ("touchMove", 90), ("touchMove", 130), ("touchEnd", None)):
        points = (
            []
            if spread is None
            else [{"x": 700 - spread, "y": 400, "id": 1}, {"x": 700 + spread, "y": 400, "id": 2}]
        )
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.wait_for_timeout(100)
    assert page.evaluate(camera)[2] > 1.5 * scale
