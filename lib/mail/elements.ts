// What mails are made of, package by package: @react-email/components has all of it in one, and loads a
// highlighter, a Markdown parser and Tailwind with it, which takes each process most of a second.
export { Body } from "@react-email/body"
export { Button } from "@react-email/button"
export { Container } from "@react-email/container"
export { Head } from "@react-email/head"
export { Heading } from "@react-email/heading"
export { Hr } from "@react-email/hr"
export { Html } from "@react-email/html"
export { Link } from "@react-email/link"
export { Preview } from "@react-email/preview"
export { Text } from "@react-email/text"
