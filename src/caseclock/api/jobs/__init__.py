"""Work in the background: reading papers, assessing cases, telling webhooks; and seeing that all of it is done."""
