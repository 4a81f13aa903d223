"""The cells of a table that are known so far, kept in tiles as they arrive."""

from collections import OrderedDict

from core.model.preview import Column, TablePage, Window

TILE_ROWS = 200
TILE_COLUMNS = 50
_KEPT_TILES = 64
"""At about a megabyte of text in all: some thirty screens."""


class Pages:
    """Knows a part of one table. Tiles are asked for once; the oldest are forgotten."""

    def __init__(self, first: TablePage) -> None:
        self.row_count = first.row_count
        self.column_count = first.column_count
        self.index_name = first.index_name
        self._columns: dict[int, Column] = {}
        self._tiles: OrderedDict[tuple[int, int], TablePage] = OrderedDict()
        self._wanted: set[tuple[int, int]] = set()
        self.add(first)

    def add(self, page: TablePage) -> None:
        """Take a page in; it must lie on the grid of tiles."""
        tile = (page.window.row // TILE_ROWS, page.window.column // TILE_COLUMNS)
        self._tiles[tile] = page
        self._tiles.move_to_end(tile)
        self._wanted.discard(tile)
        for place, column in enumerate(page.columns, page.window.column):
            self._columns[place] = column
        while len(self._tiles) > _KEPT_TILES:
            self._tiles.popitem(last=False)

    def missing(self, rows: range, columns: range) -> list[Window]:
        """Return the windows to ask for, so that an area is known; each is returned once."""
        found: list[Window] = []
        for down in _tiles(rows, TILE_ROWS):
            for across in _tiles(columns, TILE_COLUMNS):
                tile = (down, across)
                if tile not in self._tiles and tile not in self._wanted:
                    self._wanted.add(tile)
                    row, column = down * TILE_ROWS, across * TILE_COLUMNS
                    found.append(Window(row, TILE_ROWS, column, TILE_COLUMNS))
        return found

    def column(self, place: int) -> Column | None:
        """Return the head of a column, None while it is not known."""
        return self._columns.get(place)

    def has_row(self, row: int, column: int) -> bool:
        """Tell whether the cells of a row around a column are known."""
        return (row // TILE_ROWS, column // TILE_COLUMNS) in self._tiles

    def known_rows(self, column: int) -> list[range]:
        """Return the runs of rows whose cells around a column are known."""
        across = column // TILE_COLUMNS
        tiles = (page for (_, place), page in self._tiles.items() if place == across)
        return [range(page.window.row, page.window.row + len(page.cells)) for page in tiles]

    def cell(self, row: int, column: int) -> str | None:
        """Return the text of a known cell; None for a null."""
        page = self._tiles.get((row // TILE_ROWS, column // TILE_COLUMNS))
        if page is None:
            return None
        return page.cells[row - page.window.row][column - page.window.column]

    def label(self, row: int) -> str | None:
        """Return the index label of a row, None while it is not known."""
        down = row // TILE_ROWS
        for (tile, _), page in self._tiles.items():
            if tile == down:
                place = row - page.window.row
                return page.index[place] if place < len(page.index) else None
        return None


def _tiles(places: range, side: int) -> range:
    return range(places.start // side, -(-places.stop // side)) if places else range(0)
