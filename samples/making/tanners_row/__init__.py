"""The papers of the sample case Tanners Row, one module for each who wrote them."""
