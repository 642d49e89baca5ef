"""接待登记: the registration screen."""
