"""Pure functions frame → plotly Figure; no Streamlit, no SQL, each survives an empty frame."""
