"""Reads workbooks in a process of its own. Nothing here imports anything else of the product, and the packages above
import nothing: it starts in no time, and what a hostile file does to it ends with it."""
