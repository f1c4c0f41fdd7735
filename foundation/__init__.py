"""What all the packages of the site stand on: it imports none of them."""
