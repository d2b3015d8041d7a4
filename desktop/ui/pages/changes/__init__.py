"""The pages of what happens after registration: saying a change, and deciding on those that wait."""
