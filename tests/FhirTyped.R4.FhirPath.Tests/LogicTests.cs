namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>The truth tables of http://hl7.org/fhirpath/N1/#boolean-logic, all rows.</summary>
public sealed class LogicTests
{
    private static readonly string[] Values = ["true", "false", "{}"];

    public static TheoryData<string, string, string> Rows
    {
        get
        {
            // By operator, row by row: left true, false, empty; right true, false, empty.
            var tables = new Dictionary<string, string[]>
            {
                ["and"] = ["true", "false", "{}", "false", "false", "false", "{}", "false", "{}"],
                ["or"] = ["true", "true", "true", "true", "false", "{}", "true", "{}", "{}"],
                ["xor"] = ["false", "true", "{}", "true", "false", "{}", "{}", "{}", "{}"],
                ["implies"] = ["true", "false", "{}", "true", "true", "true", "true", "{}", "{}"],
            };
            var rows = new TheoryData<string, string, string>();
            foreach (var (name, table) in tables)
            {
                for (var i = 0; i < table.Length; i++)
                {
                    rows.Add($"{Values[i / 3]} {name} {Values[i % 3]}", table[i], name);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Operator_ByTruthTable(string expression, string expected, string name)
    {
        Assert.Contains(name, expression, StringComparison.Ordinal);
        Assert.Equal(expected, Evaluated.Show(expression));
    }

    [Theory]
    [InlineData("true.not()", "false")]
    [InlineData("{}.not()", "{}")]
    [InlineData("'text'.not()", "false")]
    [InlineData("name.not()", "! A single item is needed here, and there are several.")]
    [InlineData("'text' and true", "true")]
    [InlineData("active and name.exists()", "true")]
    [InlineData("(true | false) and true", "! A single item is needed here, and there are several.")]
    [InlineData("false and (1 | 2)", "false")]
    [InlineData("true or (1 | 2)", "true")]
    public void SingleItems_AreBooleans(string expression, string expected) => Assert.Equal(expected, Evaluated.Show(expression));

    [Theory]
    [InlineData("{}", null)]
    [InlineData("active", true)]
    [InlineData("deceased", false)]
    [InlineData("name.first()", true)]
    public void Test_KnowsThreeValues(string expression, bool? expected)
    {
        var parsed = FhirPathExpression.For(expression);
        Assert.Equal(expected, parsed.Test(Evaluated.Patient));
        Assert.Equal(expected == true, parsed.IsTrue(Evaluated.Patient));
    }
}
