namespace FhirTyped.SqlOnFhir;

/// <summary>An expression and where it stands.</summary>
internal sealed record ViewExpression(FhirPathExpression Path, string Place)
{
    public bool IsRowIndex => Path.Text.Trim() == "%" + RowVariables.RowIndexName;
}
