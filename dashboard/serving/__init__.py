"""What stands before Streamlit: who is answered at all, how people sign in and out, what the server writes down."""
