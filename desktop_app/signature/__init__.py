"""WHAT IS GIVEN: what a person types and chooses, from draft to complete signature."""
