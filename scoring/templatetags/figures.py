"""Number formatting in the visitor's language: ``{% load figures %}``."""

from django import template

from scoring.web import figures

register = template.Library()

register.filter("number", figures.number)
register.filter("significant", figures.significant)
register.filter("percentage", figures.percentage)
register.simple_tag(figures.quantity, name="quantity")
