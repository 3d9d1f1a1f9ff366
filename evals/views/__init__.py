"""Views: each shows the rows of a run in another form and works nothing out that the rows do not say."""
