"""The papers of the sample case, one module for each body that wrote them."""
