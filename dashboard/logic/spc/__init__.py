"""Statistical process control: is a series only wavering, or did something change?"""
