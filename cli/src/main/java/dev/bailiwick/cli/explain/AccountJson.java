package dev.bailiwick.cli.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Optional;

/** Accounts as JSON. */
final class AccountJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private AccountJson() {}

    /** As an indented document. */
    static String pretty(Account account) {
        return write(account, true);
    }

    /** On one line. */
    static String line(Account account) {
        return write(account, false);
    }

    /** Reads an account that another copy of this program wrote; empty when it is none of this schema. */
    static Optional<Account> read(String json) {
        try {
            var account = JSON.readValue(json, Account.class);
            return account != null && Account.SCHEMA.equals(account.schema()) ? Optional.of(account) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String write(Account account, boolean pretty) {
        try {
            var writer = pretty ? JSON.writerWithDefaultPrettyPrinter() : JSON.writer();
            return writer.writeValueAsString(account);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an account that cannot be written", e);
        }
    }
}
