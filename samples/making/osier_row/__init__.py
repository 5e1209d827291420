"""The papers of the sample case Osier Row, one module for each body that wrote them."""
